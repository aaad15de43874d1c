namespace AgentCluster.Notifications.Cards;

/// <summary>A line of a card.</summary>
/// <param name="Label">Such as <c>Rows</c>.</param>
/// <param name="Value">Such as <c>1, counted</c>; control, bidi and zero-width characters are made visible.</param>
public sealed record CardFact(string Label, string Value);
