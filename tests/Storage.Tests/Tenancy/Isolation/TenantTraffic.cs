using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Audit;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Freeze;
using AgentCluster.Interactions;
using AgentCluster.Memory;
using AgentCluster.Memory.Postgres;
using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Mail;
using AgentCluster.Notifications.Webhooks;
using AgentCluster.Scheduling;
using AgentCluster.Tenancy;
using AgentCluster.Tools;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Statistics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Storage.Tests.Tenancy.Isolation;

/// <summary>
/// Random reads and writes of one tenant over every table of tenants. All tenants use the same ids; every text that one writes has its
/// name in it, so that whatever names another one is a leak.
/// </summary>
internal sealed class TenantTraffic
{
    private const int Ids = 40;

    private static readonly WordVectorEmbedder Embedder = new(WordVectors.Shared);

    // Whoever opens another tenant's secret by it has read another tenant's row.
    private static readonly EphemeralDataProtectionProvider Keys = new();

    private readonly IPlatformDatabase _database;
    private readonly string _tenant;
    private readonly Random _random;
    private readonly Memories _memories;
    private readonly InteractionStore _interactions;
    private readonly CatalogStore _catalogs;
    private readonly SourceStore _sources;
    private readonly IdempotencyStore _idempotency;
    private readonly ScheduleStore _schedules;
    private readonly ApiKeyStore _keys;
    private readonly ActionRecords _actions;
    private readonly ImmutableArray<Func<Task<object?>>> _operations;

    public TenantTraffic(IPlatformDatabase database, string tenant, int seed)
    {
        (_database, _tenant, _random) = (database, tenant, new Random(seed));
        _memories = new(new PostgresMemoryStore(database), Embedder, TimeProvider.System);
        _interactions = new(database);
        _catalogs = new(database);
        _sources = new(database, new EphemeralDataProtectionProvider(), TimeProvider.System);
        _idempotency = new(database, TimeProvider.System);
        _schedules = new(database, TimeProvider.System);
        _keys = new(database, TimeProvider.System);
        var approvals = Options.Create(new ApprovalsOptions { MostOpenPerAgent = 10_000 });
        var effects = new ActionEffects([]);
        _actions = new(database, new(Options.Create(new BudgetOptions())), effects, new(new(new(effects), approvals), approvals), TimeProvider.System);
        _operations =
        [
            RememberAsync, RecallAsync, ListMemoriesAsync, JudgeAsync, AskAsync, EndAsync, ReadAsync, ListInteractionsAsync, UnfinishedAsync,
            DiscoverAsync, CatalogAsync, ChangesAsync, PutSourceAsync, ListSourcesAsync, DeleteSourceAsync, ClaimAsync, AnswerAsync, ScheduleAsync,
            RunAsync, ListKeysAsync, IssueKeyAsync, OperateAsync, FileActionAsync, ListActionsAsync, ListPeopleAsync, DraftToolAsync, UseToolAsync, MailAsync, ShowCardAsync,
            FreezeAsync, SealAsync, CallBackAsync,
        ];
    }

    /// <summary>Runs operations one after another; what each gave back, as JSON.</summary>
    public async IAsyncEnumerable<string> RunAsync(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            yield return JsonSerializer.Serialize(await _operations[_random.Next(_operations.Length)]());
        }
    }

    private string Id => $"id{_random.Next(Ids)}";

    private string Text => $"{_tenant} wrote {_random.Next()}";

    private async Task<object?> RememberAsync() => await _memories.StoreAsync(_tenant, [new()
    {
        Kind = MemoryKinds.Note, Subject = _tenant, Content = Text, Source = "default", Provenance = _tenant,
        DependsOn = [new() { Object = "main.t", Fingerprint = _tenant }],
    }]);

    private async Task<object?> RecallAsync() => await _memories.RecallAsync(_tenant, new() { Text = "who wrote what" });

    private async Task<object?> ListMemoriesAsync() => await _memories.RecallAsync(_tenant, new() { Limit = 50 });

    private async Task<object?> JudgeAsync()
    {
        var page = await _memories.RecallAsync(_tenant, new() { Limit = 5 });
        return page.Items is [var first, ..] ? await _memories.JudgeAsync(_tenant, first.Item.Id, confirmed: true) : null;
    }

    private async Task<object?> FileActionAsync()
    {
        var id = Id;
        return await _actions.FileAsync(
            new(_tenant, id),
            new()
            {
                Proposal = new()
                {
                    Id = id, Effect = ActionEffect.Statement, Source = "default", Agent = _tenant, Tool = "execute_sql", ToolVersion = 1, Arguments = "{}",
                    Summary = Text, Sql = $"DELETE FROM t WHERE id = {_random.Next(3)}", RequestedBy = _tenant,
                },
                Status = ExecutionStatus.AwaitingApproval,
                ProposedAt = Now,
                Risk = Risk.Medium,
            },
            1,
            default);
    }

    private async Task<object?> ListActionsAsync() =>
        (await new ActionStore(_database).ListAsync(_tenant, new(), default), await new ApprovalStore(_database).ListAsync(_tenant, new(), default));

    private async Task<object?> ListPeopleAsync()
    {
        var store = new ApproverStore(_database);
        await store.ReplaceAsync(_tenant, [new() { Id = Id, Name = Text, Roles = [ApproverRole.Approver], Channels = [] }], _tenant, default);
        return await store.ListAsync(_tenant, default);
    }

    private async Task<object?> DraftToolAsync()
    {
        var store = new ToolVersionStore(_database, TimeProvider.System);
        var definition = new ToolDefinition { Kind = ToolKind.Statement, Source = "default", Sql = "SELECT 1" };
        return (await store.AddAsync(_tenant, Id, "shared_tool", _tenant, Text, definition, default), await store.ListAsync(_tenant, null, default));
    }

    private async Task<object?> UseToolAsync()
    {
        var store = new ToolUseStore(_database);
        await store.AddAsync(_tenant, [($"{_tenant}_tool", 1, new(1, 0, 1, Now))], default);
        return await store.ReadAsync(_tenant, default);
    }

    private async Task<object?> MailAsync()
    {
        var store = new OutboxStore(_database, TimeProvider.System);
        await store.AddAsync(_tenant, Id, new($"{_tenant}@example.com", Text, Text, null), OutboxStatus.Pending, default);
        return await store.ListAsync(_tenant, default);
    }

    private async Task<object?> CallBackAsync()
    {
        var store = new CallbackStore(_database, TimeProvider.System);
        return (await store.ClaimAsync(_tenant, _tenant, Id, Id, default), await store.HoldsAsync(_tenant, _tenant, Id, default));
    }

    private async Task<object?> ShowCardAsync()
    {
        var (subjects, cards, id) = (new SubjectStore(_database, TimeProvider.System), new CardStore(_database, TimeProvider.System), Id);
        await _database.WriteAsync(
            _tenant,
            async session =>
            {
                await Notices.RaiseAsync(session, _tenant, _tenant, id);
                return 0;
            },
            default);
        var (webhooks, deliveries) = (new WebhookStore(_database, Keys), new DeliveryStore(_database, TimeProvider.System));
        await webhooks.PutAsync(_tenant, new(_tenant, $"https://{_tenant}.example.com", ["made"], WebhookSecrets.New(), null, null, null, Now), default);
        var untold = await subjects.UntoldAsync(_tenant, null, default);
        foreach (var subject in untold)
        {
            var card = new Card { Title = _tenant, State = _tenant, Severity = "low", Hash = _tenant };
            await subjects.TellAsync(_tenant, subject, [new("chat", _tenant)], new(card, [], ["made"], $"\"{_tenant}\""), default);
        }

        return (
            untold, await cards.ClaimAsync(_tenant, "chat", TimeSpan.Zero, default), await cards.ListAsync(_tenant, _tenant, id, default),
            (await webhooks.FindAsync(_tenant, _tenant, default))?.Name, await deliveries.ClaimAsync(_tenant, TimeSpan.Zero, default), await deliveries.ListAsync(_tenant, default));
    }

    private async Task<object?> FreezeAsync()
    {
        var store = new FreezeStore(_database, TimeProvider.System);
        await store.SetAsync(_tenant, _random.Next(4) == 0, Text, _tenant, default);
        return await store.ReadAsync(_tenant, default);
    }

    private async Task<object?> SealAsync()
    {
        var store = new ExecutionLogStore(_database);
        try
        {
            return (await store.SealAsync(_tenant, default), await store.ListAsync(_tenant, 0, null, 20, default));
        }
        catch (AgentClusterException refused)
        {
            // Where nothing keeps the tenants apart it sees that somebody else seals its rows.
            return refused.Message;
        }
    }

    private async Task<object?> AskAsync() => await _interactions.InsertAsync(_tenant, Received(Id), default);

    private async Task<object?> EndAsync()
    {
        var id = Id;
        return await _interactions.ReadAsync(_tenant, id, default) is { } stored
            && await _interactions.UpdateAsync(_tenant, stored.Version, stored.Interaction with { Status = InteractionStatus.Completed, Answer = Text, EndedAt = Now }, default);
    }

    private async Task<object?> ReadAsync() => await _interactions.ReadAsync(_tenant, Id, default);

    private async Task<object?> ListInteractionsAsync() => await _interactions.ListAsync(_tenant, new() { Limit = 50 }, default);

    private async Task<object?> UnfinishedAsync() =>
        (await _interactions.UnfinishedAsync(_tenant, default), await _interactions.AgentsToLearnAsync(_tenant, default));

    private async Task<object?> DiscoverAsync()
    {
        var table = new CatalogTable { Schema = "main", Name = _tenant, Columns = [new() { Name = $"c{_random.Next(9)}" }] };
        var catalog = new Catalog { Source = "default", Dialect = "sqlite", Tables = [table], Fingerprint = Text, Version = _tenant };
        await _catalogs.SaveAsync(Default, catalog, [new() { At = Now, Object = _tenant, Kind = "changed", Detail = Text }], default);
        return null;
    }

    private async Task<object?> CatalogAsync() => await _catalogs.LoadAsync(Default, default);

    private async Task<object?> ChangesAsync() => await _catalogs.ChangesAsync(Default, null, default);

    private async Task<object?> PutSourceAsync()
    {
        await _sources.PutAsync(new(_tenant, Id), new() { Provider = SourceProvider.Sqlite, ConnectionString = Text, DeniedObjects = [$"main.{_tenant}"] }, default);
        return null;
    }

    private async Task<object?> ListSourcesAsync() => await _sources.ListAsync(_tenant, default);

    private async Task<object?> DeleteSourceAsync() => await _sources.DeleteAsync(new(_tenant, Id), default);

    private async Task<object?> ClaimAsync() => await _idempotency.ClaimAsync(_tenant, Id, _tenant, default);

    private async Task<object?> AnswerAsync()
    {
        await _idempotency.AnswerAsync(_tenant, Id, new() { Status = 200, Body = Text }, default);
        return null;
    }

    private async Task<object?> ScheduleAsync()
    {
        await _schedules.EnsureAsync(_tenant, "learning", TimeSpan.FromHours(1), default);
        return await _schedules.ReadAsync(_tenant, "learning", default);
    }

    private async Task<object?> RunAsync()
    {
        await ScheduleAsync();
        var run = await _schedules.InterruptedAsync(_tenant, "learning", default) ?? await _schedules.ClaimNowAsync(_tenant, "learning", default);
        await _schedules.CheckpointAsync(_tenant, "learning", run.DueAt, _tenant, default);
        if (_random.Next(2) == 0)
        {
            await _schedules.EndAsync(_tenant, "learning", run.DueAt, Text, default);
        }

        return run;
    }

    private async Task<object?> ListKeysAsync() => await _keys.ListAsync(_tenant, default);

    private async Task<object?> IssueKeyAsync()
    {
        var issued = (await _keys.IssueAsync(_tenant, new() { Name = Text, Roles = Roles.Ask, CreatedBy = _tenant }, default)).Value!;
        return await _keys.RevokeAsync(_tenant, issued.View.Id, default);
    }

    private async Task<object?> OperateAsync() =>
        await _database.WriteAsync(_tenant, session => session.OnceAsync(_tenant, Id, Now, () => Task.FromResult(Text)), default);

    private SourceKey Default => new(_tenant, "default");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private Interaction Received(string id) => new()
    {
        Id = id, Status = InteractionStatus.Running, Question = Text, Source = "default", Agent = _tenant, CreatedAt = Now,
    };
}
