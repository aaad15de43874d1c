namespace AgentCluster.Notifications.Cards;

/// <summary>How loud a card is, at a glance.</summary>
internal static class SeverityMarks
{
    /// <summary>The title with a mark before it; a severity without a mark is in the card's facts alone.</summary>
    public static string MarkedTitle(this Card card) => card.Severity.ToUpperInvariant() switch
    {
        "CRITICAL" => $"🔴 {card.Title}",
        "HIGH" => $"🟠 {card.Title}",
        "MEDIUM" => $"🟡 {card.Title}",
        "LOW" => $"🟢 {card.Title}",
        _ => card.Title,
    };
}
