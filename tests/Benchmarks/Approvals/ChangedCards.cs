using AgentCluster.TestKit.Postgres;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>
/// What a request is about is changed after it was shown: the row, the stored arguments, the number of rows, the table. Then it is approved.
/// Fails when one is executed.
/// </summary>
internal static class ChangedCards
{
    public static async Task<int> RunAsync(int count, string logs, CancellationToken cancellationToken)
    {
        await using var cluster = await ApprovalsCluster.StartAsync(
            1, count, logs, new() { ["AgentCluster__Approvals__Timeout"] = "06:00:00" }, cancellationToken);
        var changes = new (string Name, Func<int, Task> Make)[]
        {
            ("row", action => PostgresServer.ExecuteAsync(cluster.Counter.Admin, $"UPDATE counter SET note = 'changed' WHERE id = {action}")),
            ("stored statement", action => StoredAsync(cluster, action, $"replace(proposal, 'id = {action}\"', 'id > {action}\"')")),
            ("stored arguments", action => StoredAsync(cluster, action, "jsonb_set(proposal::jsonb, '{arguments}', '\"{}\"')::text")),
            ("number of rows", action => PostgresServer.ExecuteAsync(cluster.Counter.Admin, $"DELETE FROM counter WHERE id = {action}")),
            ("table", action => PostgresServer.ExecuteAsync(cluster.Counter.Admin, $"ALTER TABLE counter ADD COLUMN c{action} int")),
        };
        var faults = 0;
        for (var kind = 0; kind < changes.Length; kind++)
        {
            var outcomes = new List<string>();
            foreach (var action in Enumerable.Range((kind * count / changes.Length) + 1, count / changes.Length))
            {
                var request = await cluster.FileAsync(action, cancellationToken);
                await changes[kind].Make(action);
                await cluster.DecideAsync(request, "approve", cancellationToken);
                outcomes.Add((await cluster.RequestsAsync()).Single(standing => standing.Id == request.Id).Status);
            }

            faults += outcomes.Count(outcome => outcome is not ("stale" or "failed"));
            Console.WriteLine($"{changes[kind].Name} changed after the card was shown: {string.Join(", ", outcomes.GroupBy(outcome => outcome).Select(group => $"{group.Count()} {group.Key}"))}");
        }

        var effects = (await cluster.Counter.EffectsAsync()).Values.Sum();
        Console.WriteLine($"{effects} effects in the source");
        return faults == 0 && effects == 0 ? 0 : 1;
    }

    private static Task StoredAsync(ApprovalsCluster cluster, int action, string proposal) => PostgresServer.ExecuteAsync(
        cluster.Database.Admin,
        $"""
        UPDATE agentcluster.agent_execution SET proposal = {proposal}
        WHERE status = 'awaitingApproval' AND proposal LIKE '%WHERE id = {action}"%'
        """);
}
