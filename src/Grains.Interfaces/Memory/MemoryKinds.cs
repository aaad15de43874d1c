using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>The kinds of memory.</summary>
public static class MemoryKinds
{
    /// <summary>A discovered fact about a table, view, column or function.</summary>
    public const string SchemaFact = "schema_fact";

    /// <summary>How two tables belong together.</summary>
    public const string Relationship = "relationship";

    /// <summary>The values of a column that has few.</summary>
    public const string ValueSet = "value_set";

    /// <summary>Something seen in the data itself: volumes, ranges, trends.</summary>
    public const string DataPattern = "data_pattern";

    /// <summary>A question and a statement that answers it.</summary>
    public const string SqlExample = "sql_example";

    /// <summary>A question whose answer a person corrected, with the right statement.</summary>
    public const string Correction = "correction";

    /// <summary>A word of the askers for something of the catalog.</summary>
    public const string Synonym = "synonym";

    /// <summary>How an agent or its askers like things done.</summary>
    public const string Preference = "preference";

    /// <summary>A way of doing something in several steps.</summary>
    public const string Procedure = "procedure";

    /// <summary>A conclusion drawn from several memories.</summary>
    public const string Insight = "insight";

    /// <summary>Free text.</summary>
    public const string Note = "note";

    /// <summary>Every kind.</summary>
    public static ImmutableArray<string> All { get; } =
        [SchemaFact, Relationship, ValueSet, DataPattern, SqlExample, Correction, Synonym, Preference, Procedure, Insight, Note];
}
