using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>Asks the planner as of 17 June 2026.</summary>
internal static class Ask
{
    public static Plan Plan(Catalog catalog, string question, params MemoryItem[] memories) => PlanIn(null, catalog, question, memories);

    private static Plan PlanIn(string? zone, Catalog catalog, string question, params MemoryItem[] memories) =>
        new Planner(new LexiconCache(), WordVectors.Shared, new FakeTimeProvider(new DateTimeOffset(2026, 6, 17, 9, 30, 0, TimeSpan.Zero))).Plan(new PlannerContext
        {
            Source = new SourceKey("local", "default"),
            Question = question,
            Catalog = catalog,
            Memories = [.. memories.Select(Recalled)],
            TimeZone = zone,
        });

    public static string Sql(Catalog catalog, string question, params MemoryItem[] memories)
    {
        var plan = Plan(catalog, question, memories);
        Assert.False(plan.Proposals.IsEmpty, plan.Reply);
        return plan.Proposals[0].Sql;
    }

    public static string SqlIn(string? zone, Catalog catalog, string question) => Assert.Single(PlanIn(zone, catalog, question).Proposals.Take(1)).Sql;

    public static MemoryItem Example(string question, string sql, string kind = MemoryKinds.SqlExample, int confirmations = 1, int refutations = 0) => new()
    {
        Id = "memory-" + question.Length,
        Kind = kind,
        Subject = question,
        Content = sql,
        Trust = MemoryTrust.Verified,
        Confirmations = confirmations,
        Refutations = refutations,
    };

    public static MemoryItem Synonym(string word, string meaning) => new() { Id = "synonym", Kind = MemoryKinds.Synonym, Subject = word, Content = meaning, Trust = MemoryTrust.Verified };

    public static RecalledMemory Recalled(MemoryItem item) => new() { Item = item, Score = 1, Signals = new MemorySignals() };
}
