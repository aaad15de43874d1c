using System.Text;
using AgentCluster.Execution;
using CsCheck;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>What changes only how a statement looks, or hides it in another, never makes its verdict milder.</summary>
public sealed class VerdictMutationTests : IDisposable
{
    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf<Func<string, string>>(
        Gen.OneOfConst("/* x */ ", "-- SELECT\n", "\t\n ", "/*/**/").Select(prefix => (Func<string, string>)(sql => prefix + sql)),
        Gen.OneOfConst(" ", " -- x", "\n/* open", " ;", ";;").Select(suffix => (Func<string, string>)(sql => sql + suffix)),
        Gen.OneOfConst("EXPLAIN ", "EXPLAIN QUERY PLAN ", "eXpLaIn/**/").Select(explain => (Func<string, string>)(sql => sql.Contains("EXPLAIN", StringComparison.OrdinalIgnoreCase) ? sql : explain + sql)),
        Gen.OneOfConst("WITH harmless AS (SELECT 1) ").Select(cte => (Func<string, string>)(sql => sql.StartsWith("WITH", StringComparison.Ordinal) ? sql : cte + sql)),
        Gen.Int[1, int.MaxValue].Select(seed => (Func<string, string>)(sql => SwapCase(sql, seed))),
        Gen.OneOfConst("/**/ ", "\n", " \t").Select(blank => (Func<string, string>)(sql => ReplaceBlanks(sql, blank))));

    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Inspect_Mutated_IsNeverMilder()
    {
        var statements = SqlCorpus.Rows.Where(row => row.Verdict != Verdict.Read && !row.Sql.Contains("--", StringComparison.Ordinal) && !row.Sql.Contains("/*", StringComparison.Ordinal)).ToArray();
        var before = _bench.SourceHash();

        Gen.Select(Gen.OneOfConst(statements), Mutation.Array[1, 4]).Sample(
            (row, mutations) =>
            {
                var mutated = mutations.Aggregate(row.Sql, (sql, mutate) => mutate(sql));
                var found = _bench.InspectAsync(mutated).GetAwaiter().GetResult();
                var ran = _bench.ReadAsync(mutated).GetAwaiter().GetResult();
                return found.Verdict >= row.Verdict && ran.Result is null;
            },
            iter: 400,
            threads: 1);

        Assert.Equal(before, _bench.SourceHash());
    }

    private static string SwapCase(string sql, int seed)
    {
        var quoted = false;
        var text = new StringBuilder(sql);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] is '\'' or '"';
            text[i] = !quoted && (seed >> (i % 31) & 1) == 1 ? char.ToUpperInvariant(text[i]) : text[i];
        }

        return text.ToString();
    }

    private static string ReplaceBlanks(string sql, string blank)
    {
        var quoted = false;
        var text = new StringBuilder();
        foreach (var c in sql)
        {
            quoted ^= c is '\'' or '"';
            text.Append(c == ' ' && !quoted ? blank : c);
        }

        return text.ToString();
    }
}
