using System.Collections.Immutable;
using AgentCluster.Execution;

namespace AgentCluster.TestKit.Sql;

/// <summary>Inspects mutated statements: no verdict may be milder than that of the statement behind it.</summary>
public static class MutationRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="engine">Whose SQL it is.</param>
    /// <param name="parents">Statements with their verdicts.</param>
    /// <param name="statements">How many to make of them.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="inspect">The inspection.</param>
    public static async Task<MutationReport> RunAsync(
        SourceProvider engine, IEnumerable<(Verdict Verdict, string Sql)> parents, int statements, Random random, Func<string, Task<Inspection>> inspect)
    {
        var mutator = new SqlMutator(engine, random);
        var (milder, crashes, hangs) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var taken = parents.Where(parent => SqlMutator.Takes(parent.Sql, engine)).ToArray();
        for (var i = 0; i < statements; i++)
        {
            var (verdict, sql) = taken[random.Next(taken.Length)];
            var mutated = mutator.Mutate(sql);
            try
            {
                // SQLite inspects on the caller's thread.
                var found = await Task.Run(() => inspect(mutated)).WaitAsync(Limit);
                if (found.Verdict < verdict)
                {
                    milder.Add($"{found.Verdict} instead of {verdict}: {mutated}  <-  {sql}");
                }
            }
            catch (TimeoutException)
            {
                hangs.Add(mutated);
            }
            catch (Exception failure)
            {
                crashes.Add($"{failure.Message}: {mutated}");
            }
        }

        return new(statements, milder.ToImmutable(), crashes.ToImmutable(), hangs.ToImmutable());
    }
}
