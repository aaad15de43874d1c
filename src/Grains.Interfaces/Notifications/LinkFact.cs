namespace AgentCluster.Notifications;

/// <summary>A line of a card behind a mailed link.</summary>
/// <param name="Label">Such as <c>Rows</c>.</param>
/// <param name="Value">Such as <c>1, counted</c>.</param>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.LinkFact")]
public sealed record LinkFact([property: Id(0)] string Label, [property: Id(1)] string Value);
