using AgentCluster.Execution;

namespace AgentCluster.TestKit;

/// <summary>Statements with the verdict expected, over the fixture beside them.</summary>
public static class SqlCorpus
{
    private static readonly (string Escape, string Text)[] Escapes =
        [("␀", "\0"), ("␉", "\t"), ("␊", "\n"), ("␍", "\r"), ("⍽", "\u00A0"), ("⟦BOM⟧", "\uFEFF"), ("⟦ZWSP⟧", "\u200B")];

    /// <summary>The corpus for SQLite.</summary>
    public static IReadOnlyList<(Verdict Verdict, string Sql)> Rows { get; } = Read("sql-corpus-sqlite.tsv");

    /// <summary>The corpus for PostgreSQL.</summary>
    public static IReadOnlyList<(Verdict Verdict, string Sql)> PostgresRows { get; } = Read("sql-corpus-postgres.tsv");

    /// <summary>Attacks and everyday reads that were thought out against the inspectors.</summary>
    /// <param name="engine">Whose SQL.</param>
    public static IEnumerable<(Verdict Verdict, string Sql)> Attacks(SourceProvider engine) =>
        Read($"sql-attacks-{engine.ToString().ToLowerInvariant()}.tsv");

    private static IReadOnlyList<(Verdict, string)> Read(string file) => [.. File.ReadAllLines(TestData.PathOf(file)).Select(Parse)];

    private static (Verdict, string) Parse(string line)
    {
        var fields = line.Split('\t');
        return (Enum.Parse<Verdict>(fields[0], ignoreCase: true), Escapes.Aggregate(fields[1], (sql, e) => sql.Replace(e.Escape, e.Text, StringComparison.Ordinal)));
    }
}
