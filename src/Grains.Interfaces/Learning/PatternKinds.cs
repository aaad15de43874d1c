using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>The kinds of pattern that background learning mines.</summary>
public static class PatternKinds
{
    /// <summary>The same question, whatever its values, asked again and again.</summary>
    public const string RoutineQuestion = "routineQuestion";

    /// <summary>Two columns that statements join.</summary>
    public const string HotJoin = "hotJoin";

    /// <summary>A column that statements compare with the same values.</summary>
    public const string FrequentFilter = "frequentFilter";

    /// <summary>A table that statements read.</summary>
    public const string MostUsedTable = "mostUsedTable";

    /// <summary>Every kind.</summary>
    public static ImmutableArray<string> All { get; } = [RoutineQuestion, HotJoin, FrequentFilter, MostUsedTable];
}
