namespace AgentCluster.Reasoning.Local;

/// <summary>What a word of the closed vocabulary does in a question.</summary>
internal enum CueKind
{
    /// <summary>Carries no meaning of its own.</summary>
    Stop,

    /// <summary>Asks for a number of rows.</summary>
    HowMany,

    /// <summary>Sum, average, smallest or largest value.</summary>
    Aggregate,

    /// <summary>Asks for the value of a dimension: how long, how old.</summary>
    HowMuch,

    /// <summary>The longest, the oldest.</summary>
    Superlative,

    /// <summary>The most, the fewest.</summary>
    Most,

    /// <summary>The top, the first: with a number, how many.</summary>
    Top,

    /// <summary>More than, before, between.</summary>
    Compare,

    /// <summary>A comparative whose noun comes before its "than": a larger budget than.</summary>
    Comparative,

    /// <summary>The "than" of a comparative further left.</summary>
    Than,

    /// <summary>The percentage of.</summary>
    Share,

    /// <summary>From or to: which of two ends is meant.</summary>
    Way,

    /// <summary>Not, without, never.</summary>
    Not,

    /// <summary>Per, by, for each.</summary>
    Group,

    /// <summary>Sorted by.</summary>
    Order,

    /// <summary>Different, unique.</summary>
    Distinct,

    /// <summary>And, or: what stands on both sides belongs together.</summary>
    Joint,

    /// <summary>Asks for a person.</summary>
    Who,

    /// <summary>Asks for a time.</summary>
    When,

    /// <summary>Asks for a place.</summary>
    Where,

    /// <summary>A unit of time to group by.</summary>
    Unit,

    /// <summary>Something this form cannot answer; the question is not guessed at.</summary>
    Beyond,
}
