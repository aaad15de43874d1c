using System.Collections.Immutable;

namespace AgentCluster.TestKit.Sql;

/// <summary>What became of mutated statements.</summary>
/// <param name="Statements">How many were inspected.</param>
/// <param name="Milder">Those with a milder verdict than the statement that they were made of.</param>
/// <param name="Crashes">Those whose inspection threw.</param>
/// <param name="Hangs">Those whose inspection did not end in time.</param>
public sealed record MutationReport(int Statements, ImmutableArray<string> Milder, ImmutableArray<string> Crashes, ImmutableArray<string> Hangs)
{
    /// <summary>Everything that should not be, a line each; empty if nothing.</summary>
    public string Faults => string.Join('\n', [.. Milder.Select(sql => $"milder: {sql}"), .. Crashes.Select(sql => $"crash: {sql}"), .. Hangs.Select(sql => $"hang: {sql}")]);
}
