using System.Text.Json;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Tools;
using AgentCluster.Tools.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Tools;

public sealed class ToolCallTests(ToolBench bench) : IClassFixture<ToolBench>
{
    [Fact]
    public async Task Invoke_EveryAgentAndTool_IsDeniedUnlessGranted()
    {
        var roster = bench.Cluster.Services.GetRequiredService<AgentRoster>();
        var wrong = new List<string>();
        foreach (var tool in bench.Cluster.Services.GetRequiredService<ToolCatalog>().BuiltIn)
        {
            foreach (var profile in roster.Profiles)
            {
                var problem = (await bench.CallAsync(tool.Name, "[]", profile.Id)).Problem;
                if (problem?.Code != (profile.Tools.Contains(tool.Name) ? "invalid" : "toolNotGranted"))
                {
                    wrong.Add($"{profile.Id} {tool.Name}: {problem?.Code}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Roster_Grants_AreTheTable()
    {
        var grants = bench.Cluster.Services.GetRequiredService<AgentRoster>().Profiles
            .ToDictionary(profile => profile.Id, profile => string.Join(' ', profile.Tools.Except(["query_data", "search_memory"]).Order(StringComparer.Ordinal)));

        Assert.All(bench.Cluster.Services.GetRequiredService<AgentRoster>().Profiles, profile => Assert.Equal(2, profile.Tools.Intersect(["query_data", "search_memory"]).Count()));
        Assert.Equal("send_email update_client_status", grants["client-success-manager"]);
        Assert.Equal("send_email", grants["email-marketer"]);
        Assert.Equal("execute_sql explain_sql", grants["sql-engineer"]);
        Assert.Equal("execute_sql inspect_sql", grants["security-auditor"]);
        Assert.Equal("execute_sql verify_audit", grants["compliance-officer"]);
        Assert.Equal("create_new_tool", grants["toolsmith"]);
        Assert.Equal("ask_agent", grants["concierge"]);
        Assert.Equal("describe_schema", grants["schema-cartographer"]);
        Assert.Equal("explain_sql list_alerts", grants["reliability-engineer"]);
    }

    [Theory]
    [InlineData("nobody", "query_data", "unknownAgent")]
    [InlineData("data-analyst", "querydata", "unknownTool")]
    [InlineData("data-analyst", "send_email", "toolNotGranted")]
    public async Task Invoke_WhatIsNotThere_SaysSo(string agent, string tool, string code) =>
        Assert.Equal(code, (await bench.CallAsync(tool, "{}", agent)).Problem?.Code);

    [Fact]
    public async Task Invoke_TooDeep_IsRefused() =>
        Assert.Equal("tooDeep", (await bench.CallAsync("describe_schema", "{}", depth: ToolCalls.DeepestCall + 1)).Problem?.Code);

    [Fact]
    public async Task QueryData_WithFilters_ProposesAParameterisedRead()
    {
        var proposal = await ProposedAsync("query_data", """{"table":"orders","filters":[{"column":"amount","op":">=","value":10},{"column":"placed_at","op":"<","value":"2025-02-01"}],"groupBy":["client_id"],"aggregates":[{"function":"sum","column":"amount"},{"function":"count"}],"orderBy":[{"column":"sum_amount","descending":true}],"limit":5}""");

        Assert.Equal(
            """
            SELECT "client_id", SUM("amount") AS "sum_amount", COUNT(*) AS "count"
            FROM "orders"
            WHERE "amount" >= @p1 AND "placed_at" < @p2
            GROUP BY "client_id"
            ORDER BY "sum_amount" DESC
            LIMIT 5
            """,
            proposal.Sql);
        Assert.Equal(["10", "\"2025-02-01\""], proposal.Parameters.Select(parameter => parameter.Json));
        Assert.False(proposal.Bounded);
    }

    [Theory]
    [InlineData("""{"table":"client"}""", "arguments.table", "clients")]
    [InlineData("""{"table":"clients","columns":["stats"]}""", "arguments.columns[0]", "status")]
    [InlineData("""{"table":"clients","filters":[{"column":"id","op":"=","value":"x"}]}""", "arguments.filters[0].value", "a number")]
    [InlineData("""{"table":"clients","filters":[{"column":"since","op":"=","value":"soon"}]}""", "arguments.filters[0].value", "2026-01-31")]
    [InlineData("""{"table":"clients","filters":[{"column":"id","op":"between","value":[1]}]}""", "arguments.filters[0].value", "two values")]
    [InlineData("""{"table":"clients","filters":[{"column":"id","op":"="}]}""", "arguments.filters[0].value", "needs a value")]
    [InlineData("""{"table":"clients","filters":[{"column":"id","op":"isNull","value":1}]}""", "arguments.filters[0].value", "no value")]
    [InlineData("""{"table":"clients","aggregates":[{"function":"sum","column":"name"}]}""", "arguments.aggregates[0].column", "no numbers")]
    [InlineData("""{"table":"clients","columns":["name"],"groupBy":["status"]}""", "arguments.columns[0]", "groupBy")]
    [InlineData("""{"table":"clients","orderBy":[{"column":"sum_id"}]}""", "arguments.orderBy[0].column", "no column")]
    public async Task QueryData_WithWhatIsNotThere_NamesItAndTheFix(string arguments, string field, string said)
    {
        var problem = (await bench.CallAsync("query_data", arguments)).Problem;

        Assert.Equal(field, problem?.Field);
        Assert.Contains(said, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateClientStatus_OfOneClient_IsABoundedUpdateByKey()
    {
        var proposal = await ProposedAsync("update_client_status", """{"id":17,"status":"PAUSED"}""", "client-success-manager");

        Assert.Equal(
            """
            UPDATE "clients"
            SET "status" = @p1
            WHERE "id" = @p2
            """,
            proposal.Sql);
        Assert.Equal(["\"paused\"", "17"], proposal.Parameters.Select(parameter => parameter.Json));
        Assert.True(proposal.Bounded);
        Assert.Equal("Set status to 'paused' in clients where id is 17.", proposal.Summary);
    }

    [Theory]
    [InlineData("""{"id":17,"status":"sleeping"}""", "arguments.status", "active, closed, paused")]
    [InlineData("""{"id":[17],"status":"paused"}""", "arguments.id", "one key")]
    [InlineData("""{"id":"x","status":"paused"}""", "arguments.id", "a number")]
    public async Task UpdateClientStatus_WithWhatIsNotThere_NamesItAndTheFix(string arguments, string field, string said)
    {
        var problem = (await bench.CallAsync("update_client_status", arguments)).Problem;

        Assert.Equal(field, problem?.Field);
        Assert.Contains(said, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListedTools_OfTheShop_SayWhereClientsAre()
    {
        var tool = await bench.Cluster.Grains.GetGrain<IToolsGrain>("local").GetAsync("update_client_status");

        var mapped = JsonDocument.Parse(tool.Value!.Definition!).RootElement.GetProperty("default");
        Assert.Equal(("clients", "id", "status"), (mapped.GetProperty("table").GetString(), mapped.GetProperty("key").GetString(), mapped.GetProperty("column").GetString()));
        Assert.Equal("client-success-manager", Assert.Single(tool.Value.Agents));
        Assert.True(tool.Value.Changes);
    }

    [Theory]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("team: a@example.com;")]
    [InlineData("<@relay.example:a@example.com>")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("nobody")]
    public async Task SendEmail_ToMoreOrLessThanOne_IsRefused(string to)
    {
        var arguments = JsonSerializer.Serialize(new { to, subject = "s", body = "b" });

        var problem = (await bench.CallAsync("send_email", arguments)).Problem;

        Assert.Equal(("invalidRecipient", "arguments.to"), (problem?.Code, problem?.Field));
    }

    [Fact]
    public async Task SendEmail_WithRowsOfAChange_IsRefused()
    {
        var problem = (await bench.CallAsync("send_email", """{"to":"a@example.com","subject":"s","body":"b","attachSql":"DELETE FROM clients"}""")).Problem;

        Assert.Equal(("notARead", "arguments.attachSql"), (problem?.Code, problem?.Field));
    }

    [Fact]
    public async Task SendEmail_WithRowsOfARead_ProposesTheReadAlongWithTheMessage()
    {
        var proposal = await ProposedAsync("send_email", """{"to":"a@example.com","subject":"Hello","body":"b","attachSql":"SELECT name FROM clients"}""");

        Assert.Equal((ActionEffect.Mail, "SELECT name FROM clients"), (proposal.Effect, proposal.Sql));
        Assert.Contains("with the rows of a query attached", proposal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendEmail_WithoutAServer_SaysThatItIsADryRun()
    {
        var proposal = await ProposedAsync("send_email", """{"to":"a@example.com","subject":"Hello","body":"b"}""");

        Assert.Equal(ActionEffect.Mail, proposal.Effect);
        Assert.Equal("Send an e-mail to a@example.com: “Hello” (dry run: no mail server is configured)", proposal.Summary);
    }

    [Fact]
    public async Task ExplainSql_OfAStatement_ProposesItsPlan()
    {
        var proposal = await ProposedAsync("explain_sql", """{"sql":"SELECT * FROM clients"}""");

        Assert.Equal("EXPLAIN QUERY PLAN SELECT * FROM clients", proposal.Sql);
    }

    [Fact]
    public async Task InspectSql_OfAChange_TellsTheVerdictAndProposesNothing()
    {
        var before = bench.Actions.Proposals.Count;

        var outcome = await bench.CallAsync("inspect_sql", """{"sql":"DELETE FROM clients"}""", "security-auditor");

        Assert.Equal(Verdict.Dangerous, outcome.Value?.Verdict);
        Assert.NotEmpty(outcome.Value!.Reasons);
        Assert.Equal(before, bench.Actions.Proposals.Count);
    }

    [Fact]
    public async Task DescribeSchema_OfATable_ListsItsColumnsWithKeysAndReferences()
    {
        var outcome = await bench.CallAsync("describe_schema", """{"table":"orders"}""", "schema-cartographer");

        Assert.Equal(4, outcome.Value?.Result?.RowCount);
        Assert.Contains("clients.id", outcome.Value!.Result!.RowsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_AToolThatAnswers_IsNotEditable() =>
        Assert.Equal("notEditable", (await bench.Calls.PrepareAsync("local", ToolBench.Call("describe_schema", "{}"), default)).Problem?.Code);

    [Fact]
    public async Task Statistics_OfCalls_AreWrittenInBatches()
    {
        await bench.CallAsync("search_memory", """{"query":"clients"}""");
        await bench.CallAsync("search_memory", """{"query":"clients"}""");
        await bench.Cluster.Services.GetRequiredService<ToolUses>().WriteAsync(default);

        var tool = await bench.Cluster.Grains.GetGrain<IToolsGrain>("local").GetAsync("search_memory");

        Assert.Equal((2, 0), (tool.Value!.Calls, tool.Value.Failures));
        Assert.NotNull(tool.Value.LastUsedAt);
    }

    private async Task<ActionProposal> ProposedAsync(string tool, string arguments, string agent = "api")
    {
        var id = Guid.NewGuid().ToString("N");
        var outcome = await bench.CallAsync(tool, arguments, agent, id: id);
        Assert.True(outcome.Succeeded, outcome.Problem?.Message);
        return bench.Actions.Proposals.Single(proposal => proposal.Id == id);
    }
}
