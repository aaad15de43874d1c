using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>Statements with the verdict expected.</summary>
internal static class SqlCorpus
{
    private static readonly (string Escape, string Text)[] Escapes =
        [("␀", "\0"), ("␉", "\t"), ("␊", "\n"), ("␍", "\r"), ("⍽", "\u00A0"), ("⟦BOM⟧", "\uFEFF"), ("⟦ZWSP⟧", "\u200B")];

    public static IReadOnlyList<(Verdict Verdict, string Sql)> Rows { get; } = Read("sql-corpus-sqlite.tsv");

    public static IReadOnlyList<(Verdict Verdict, string Sql)> PostgresRows { get; } = Read("sql-corpus-postgres.tsv");

    private static IReadOnlyList<(Verdict, string)> Read(string file) => [.. File.ReadAllLines(TestData.PathOf(file)).Select(Parse)];

    private static (Verdict, string) Parse(string line)
    {
        var fields = line.Split('\t');
        return (Enum.Parse<Verdict>(fields[0], ignoreCase: true), Escapes.Aggregate(fields[1], (sql, e) => sql.Replace(e.Escape, e.Text, StringComparison.Ordinal)));
    }
}
