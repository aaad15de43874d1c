using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>
/// Patterns as memories and back. The content only says what stays true from one run to the next; the figures are metadata, which a
/// merge brings up to date, so that a pattern that goes on is one memory and no new one every hour.
/// </summary>
internal static class InsightMemory
{
    /// <summary>Provenance of what was mined.</summary>
    public const string Provenance = "learning/mined";

    private const int MostKey = 1_000;

    /// <summary>The memory of a pattern.</summary>
    public static MemoryDraft Draft(MinedPattern pattern, Catalog catalog) => new()
    {
        Source = catalog.Source,
        Kind = MemoryKinds.Insight,
        Subject = pattern.Subject,
        Content = Content(pattern),
        Metadata = Figures(pattern),
        Trust = MemoryTrust.Agent,
        Importance = 0.3,
        Confidence = Math.Round(pattern.Confidence, 3),
        Provenance = Provenance,
        UniqueKey = $"{pattern.Kind} {pattern.Key}" is { Length: <= MostKey } key ? key : null,
        DependsOn =
        [
            .. pattern.Tables.Select(catalog.Table).OfType<CatalogTable>().DistinctBy(table => table.Identifier)
                .Select(table => new MemoryDependency { Object = CatalogNames.Dependency(catalog.Source, table), Fingerprint = table.Fingerprint }),
        ],
    };

    /// <summary>The pattern that a memory keeps, or null when it keeps none.</summary>
    public static LearnedPattern? Read(MemoryItem item)
    {
        var fields = item.Metadata;
        if (item.Provenance != Provenance || !fields.TryGetValue("pattern", out var kind))
        {
            return null;
        }

        var pattern = new LearnedPattern
        {
            Id = item.Id,
            Kind = kind,
            Subject = item.Subject ?? "",
            Sentence = "",
            Support = int.Parse(fields["support"], CultureInfo.InvariantCulture),
            Confidence = double.Parse(fields["confidence"], CultureInfo.InvariantCulture),
            FirstSeen = Instant(fields["firstSeen"]),
            LastSeen = Instant(fields["lastSeen"]),
            Evidence = [.. fields["evidence"].Split(' ')],
            Agent = fields.GetValueOrDefault("agent"),
            Rhythm = fields.GetValueOrDefault("rhythm"),
        };
        return pattern with { Sentence = $"{item.Content} {Seen(pattern)}" };
    }

    private static ImmutableDictionary<string, string> Figures(MinedPattern pattern)
    {
        var figures = ImmutableDictionary.CreateBuilder<string, string>();
        figures["pattern"] = pattern.Kind;
        figures["support"] = pattern.Tally.Support.ToString(CultureInfo.InvariantCulture);
        figures["confidence"] = pattern.Confidence.ToString("0.###", CultureInfo.InvariantCulture);
        figures["firstSeen"] = pattern.Tally.FirstSeen.ToString("O", CultureInfo.InvariantCulture);
        figures["lastSeen"] = pattern.Tally.LastSeen.ToString("O", CultureInfo.InvariantCulture);
        figures["evidence"] = string.Join(' ', pattern.Tally.Evidence);
        if (pattern.Kind == PatternKinds.RoutineQuestion && pattern.Tally.Agent is { } agent)
        {
            figures["agent"] = agent;
        }

        if (pattern.Rhythm is { } rhythm)
        {
            figures["rhythm"] = rhythm;
        }

        return figures.ToImmutable();
    }

    private static string Content(MinedPattern pattern) => pattern.Kind switch
    {
        PatternKinds.RoutineQuestion => Routine(pattern),
        PatternKinds.HotJoin => $"Statements often join on {pattern.Subject}.",
        PatternKinds.FrequentFilter => $"Statements often ask for {pattern.Subject}.",
        _ => $"Table {pattern.Subject} is among the most used.",
    };

    private static string Routine(MinedPattern pattern)
    {
        var agent = pattern.Tally.Agent is { } id ? $", mostly answered by {id}" : "";
        var rhythm = pattern.Rhythm is { } words ? $", usually {words}" : "";
        return $"\"{pattern.Subject}\" is asked again and again{agent}{rhythm}.";
    }

    private static string Seen(LearnedPattern pattern) => string.Create(
        CultureInfo.InvariantCulture, $"Seen {pattern.Support} times since {pattern.FirstSeen:yyyy-MM-dd}, last on {pattern.LastSeen:yyyy-MM-dd}.");

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
