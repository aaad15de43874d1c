using System.Text;
using AgentCluster.Execution;
using CsCheck;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>What changes only how a statement looks, or hides it in another, never makes its verdict milder.</summary>
[Trait("Category", "PostgresSource")]
public sealed class PostgresMutationTests : IAsyncLifetime
{
    // Line comments without a blank: another mutation turns blanks into line ends, and what was a comment would be a statement.
    private static readonly Gen<Func<string, string>> Mutation = Gen.OneOf<Func<string, string>>(
        Gen.OneOfConst("/* x */ ", "--SELECT\n", "\t\n ", "/*/**/*/", "/* $$ ' */").Select(prefix => (Func<string, string>)(sql => prefix + sql)),
        Gen.OneOfConst(" ", " --x", "\n/* done /* twice */ */", " ;", ";;", "; SELECT 1").Select(suffix => (Func<string, string>)(sql => sql + suffix)),
        Gen.OneOfConst("EXPLAIN ", "EXPLAIN (VERBOSE) ", "eXpLaIn/**/ANALYZE ", "EXPLAIN (FORMAT JSON, ANALYZE false) ").Select(explain => (Func<string, string>)(sql => explain + sql)),
        Gen.OneOfConst("WITH harmless AS (SELECT 1) ", "WITH RECURSIVE \"drop\" AS (VALUES ($$;$$)) ").Select(cte => (Func<string, string>)(sql => cte + sql)),
        Gen.OneOfConst("WITH w AS ({0}) SELECT 1", "WITH w AS ({0}) SELECT * FROM w", "CREATE TABLE made AS {0}", "CREATE VIEW made AS {0}", "SELECT * FROM ({0}) x", "SELECT EXISTS ({0})", "PREPARE p AS {0}", "({0})")
            .Select(around => (Func<string, string>)(sql => around.Replace("{0}", sql, StringComparison.Ordinal))),
        Gen.Int[1, int.MaxValue].Select(seed => (Func<string, string>)(sql => Outside(sql, (c, i) => (seed >> (i % 31) & 1) == 1 ? char.ToUpperInvariant(c).ToString() : c.ToString()))),
        Gen.OneOfConst("/**/ ", "\n", " \t", "/* ' */", "--\n").Select(blank => (Func<string, string>)(sql => Outside(sql, (c, _) => c == ' ' ? blank : c.ToString()))),
        Gen.OneOfConst("clients", "orders", "purge_clients", "integration_tokens", "pg_read_file", "set_config", "human_approval_queue").Select(name => (Func<string, string>)(sql => Escaped(sql, name))));

    private PostgresBench _bench = null!;

    public async Task InitializeAsync() => _bench = await PostgresBench.CreateAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Inspect_Mutated_IsNeverMilder()
    {
        var statements = PostgresBench.Corpus.Where(row => row.Verdict != Verdict.Read && !row.Sql.Contains("--", StringComparison.Ordinal) && !row.Sql.Contains("/*", StringComparison.Ordinal)).ToArray();
        var before = await _bench.FingerprintAsync();

        Gen.Select(Gen.OneOfConst(statements), Mutation.Array[1, 4]).Sample(
            (row, mutations) =>
            {
                var mutated = mutations.Aggregate(row.Sql, (sql, mutate) => mutate(sql));
                return _bench.InspectAsync(mutated).GetAwaiter().GetResult().Verdict >= row.Verdict;
            },
            iter: 1500,
            threads: 1);

        Assert.Equal(before, await _bench.FingerprintAsync());
    }

    /// <summary>A name written with Unicode escapes.</summary>
    private static string Escaped(string sql, string name)
    {
        var escaped = string.Concat(name.Select((c, i) => i % 2 == 0 ? $"\\{(int)c:X4}" : c.ToString()));
        return sql.Contains('\'', StringComparison.Ordinal) || sql.Contains('"', StringComparison.Ordinal) ? sql : sql.Replace(name, $"U&\"{escaped}\"", StringComparison.Ordinal);
    }

    private static string Outside(string sql, Func<char, int, string> replace)
    {
        if (sql.Contains('$', StringComparison.Ordinal))
        {
            return sql;
        }

        var quoted = false;
        var text = new StringBuilder();
        for (var i = 0; i < sql.Length; i++)
        {
            quoted ^= sql[i] is '\'' or '"';
            text.Append(quoted ? sql[i].ToString() : replace(sql[i], i));
        }

        return text.ToString();
    }
}
