using System.Text.Json;
using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Notifications.Mail;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using AgentCluster.Tools;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>The real tools and the real gate over a shop that may be written, with a mail server that keeps what it is given.</summary>
public sealed class GateBench : IAsyncLifetime, IDisposable
{
    private readonly ShopFile _shop = new();
    private readonly TemporaryFolder _folder = new();

    internal TestCluster Cluster { get; private set; } = null!;

    internal SmtpStandIn MailServer { get; } = new();

    internal IToolsGrain Tools => Cluster.Grains.GetGrain<IToolsGrain>("local");

    internal IApprovalsGrain Approvals => Cluster.Grains.GetGrain<IApprovalsGrain>("local");

    internal IActionSweepGrain Sweep => Cluster.Grains.GetGrain<IActionSweepGrain>("local");

    internal OutboxStore Outbox => Cluster.Services.GetRequiredService<OutboxStore>();

    public async Task InitializeAsync()
    {
        using (var connection = Open(_shop.Path))
        {
            connection.Execute(SourceLedger.Sqlite);
        }

        Cluster = await TestCluster.StartAsync(_shop.Path, services => services
            .PostConfigure<SourcesOptions>(options => options.Sources[SourceKey.DefaultSource].Writable = true)
            .Configure<AuditOptions>(options => (options.Directory, options.Key) = (_folder.Path, Convert.ToBase64String(new byte[32])))
            .Configure<EmailOptions>(options =>
            {
                (options.Host, options.Port, options.Security, options.From) = ("127.0.0.1", MailServer.Port, EmailSecurity.None, "desk@example.com");
                options.AllowedDomains.Add("example.com");
            }));
        var run = await Cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
        Assert.True(run.Succeeded, run.Problem?.Message);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await MailServer.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _shop.Dispose();
    }

    /// <summary>What a call came to that fits and may be made.</summary>
    internal async Task<ActionOutcome> CallAsync(string tool, object arguments, string agent = "api")
    {
        var outcome = await TryAsync(tool, arguments, agent);
        Assert.True(outcome.Succeeded, outcome.Problem?.Message);
        return outcome.Value!;
    }

    /// <summary>The same, on somebody's behalf.</summary>
    internal async Task<ActionOutcome> AskAsync(string person, string tool, object arguments, string agent) =>
        (await Tools.InvokeAsync(ToolBench.Call(tool, JsonSerializer.Serialize(arguments), agent) with { RequestedBy = person })).Value!;

    internal Task<Outcome<ActionOutcome>> TryAsync(string tool, object arguments, string agent = "api") =>
        Tools.InvokeAsync(ToolBench.Call(tool, JsonSerializer.Serialize(arguments), agent));

    internal async Task<Approval> ApprovalAsync(ActionOutcome filed)
    {
        Assert.Equal(ExecutionStatus.AwaitingApproval, filed.Status);
        return (await Approvals.GetAsync(filed.ApprovalId!)).Value!;
    }

    internal async Task<Outcome<Approval>> DecideAsync(ActionOutcome filed, Decision decision = Decision.Approve, string? arguments = null) => await Approvals.DecideAsync(
        filed.ApprovalId!,
        new() { Decision = decision, Hash = (await ApprovalAsync(filed)).Hash, By = "anna", Channel = "http", Reason = "seen", Arguments = arguments });

    /// <summary>Lets every request expire that nobody decided.</summary>
    internal async Task ExpireAsync()
    {
        await Cluster.Services.GetRequiredService<IPlatformDatabase>().WriteAsync(
            "local", session => session.ExecuteAsync("UPDATE human_approval_queue SET expires_at = 0, due_at = 0 WHERE status = 'pending'"), default);
        await Sweep.SweepAsync();
    }

    /// <summary>One value of the source, as its owner sees it.</summary>
    internal object Scalar(string sql)
    {
        using var connection = Open(Cluster.Source);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    /// <summary>Changes the source as its owner would.</summary>
    internal void Change(string sql)
    {
        using var connection = Open(Cluster.Source);
        connection.Execute(sql);
    }

    internal static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
