using System.Collections.Immutable;

namespace AgentCluster.Notifications.Cards;

/// <summary>What people are shown of one thing, the same in every channel; made by our code from what is stored, with personal data masked.</summary>
public sealed record Card
{
    /// <summary>What it is about, one plain sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands, one plain sentence: until when somebody may decide, or who decided what and what came of it.</summary>
    public required string State { get; init; }

    /// <summary>Who asked, the risk, how many rows, whether it can be undone; in the order to show them.</summary>
    public ImmutableArray<CardFact> Facts { get; init; } = [];

    /// <summary>The statement or the message in full, or null; channels cut what does not fit and say so.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether a decision can be given: a card that is not open has no buttons.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether nothing can become of it any more: what it shows is its end.</summary>
    public bool IsSettled { get; init; }

    /// <summary>How often people were to be reminded of it; each time those who read it are told anew.</summary>
    public int Reminders { get; init; }

    /// <summary>What a decision has to carry: the hash of what is shown; null where nothing is decided.</summary>
    public string? Hash { get; init; }

    /// <summary>How loud it is: such as <c>high</c>; channels mark it and route by it.</summary>
    public required string Severity { get; init; }
}
