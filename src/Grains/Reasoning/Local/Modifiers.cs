using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Words that were read and wait for the name they belong to.</summary>
internal sealed class Modifiers
{
    public Cue? Superlative { get; set; }

    public Cue? Most { get; set; }

    public string? Function { get; set; }

    public Cue? Compare { get; set; }

    public decimal? Number { get; set; }

    public Cue? Top { get; set; }

    /// <summary>A comparative that waits for its "than".</summary>
    public Cue? Comparative { get; set; }

    /// <summary>A comparison that waits for the rows it compares with.</summary>
    public Cue? Against { get; set; }

    /// <summary>The rows that are more or fewer: "more loans than".</summary>
    public CatalogTable? CountTable { get; set; }

    /// <summary>Which of two ends the next name is: from or to.</summary>
    public string? Way { get; set; }

    public bool Not { get; set; }

    public bool Group { get; set; }

    public bool Order { get; set; }

    public bool CountOf { get; set; }

    public ColumnRef? CompareColumn { get; set; }

    /// <summary>A relation of a table to itself that was named and waits for what is at its other end.</summary>
    public ImmutableArray<JoinHop> Loop { get; set; } = [];

    /// <summary>How many rows a ranking keeps.</summary>
    public int TakeLimit()
    {
        var limit = Number is { } number and >= 1 and <= 1000 ? (int)number : 1;
        Number = null;
        return limit;
    }

    public bool TakeNot()
    {
        var not = Not;
        Not = false;
        return not;
    }

    public IEnumerable<string> Left()
    {
        if (Superlative is not null)
            yield return "superlative";
        if (Most is not null)
            yield return "most";
        if (Function is not null)
            yield return "function";
        if (Compare is not null || Comparative is not null || Against is not null)
            yield return "comparison";
        if (Top is not null)
            yield return "top";
        if (Not)
            yield return "negation";
        if (Group)
            yield return "grouping";
        if (Order)
            yield return "order";
        if (!Loop.IsEmpty)
            yield return "relation";
        if (Number is not null)
            yield return "number";
    }
}
