using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Memory;
using AgentCluster.Notifications;
using AgentCluster.Tenancy;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>A small cluster of fakes: one agent, one source, one table.</summary>
internal sealed class FakeCluster :
    IRouterGrain, IAgentGrain, ISourcesGrain, IDiscoveryGrain, IMemoryGrain, ITeacherGrain, IBackgroundLearnerGrain, IInteractionIndexGrain
{
    private static readonly AgentProfile Profile = new() { Id = "data-analyst", Title = "Analyst", Description = "d", Instructions = "i" };
    private static readonly AgentView View = new() { Profile = Profile, Counters = new() };
    private static readonly SourceView Default = new() { Name = "default", Provider = SourceProvider.Sqlite };
    private static readonly MemoryItem Note = new() { Id = "m1", Kind = "note", Content = "c" };

    private static readonly DataPattern Recent = new()
    {
        Column = "at", Period = PatternPeriod.Week, Volumes = [new() { Start = new(2026, 3, 2), Count = 7 }], Typical = 7, LastArrival = "2026-03-03",
        Trend = new() { Direction = TrendDirection.Steady, ChangePerPeriod = 0, Significance = 0.1 }, Sentence = "s",
    };

    public ConcurrentDictionary<string, FakeInteraction> Interactions { get; } = new();

    public ConcurrentDictionary<string, FakeIdempotency> Keys { get; } = new();

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public FakeCredentials Credentials => field ??= new(Time);

    public FakeTenancy Tenancy => field ??= new(Time);

    public FakeSafety Safety { get; } = new();
    public FakeApprovals Approvals { get; } = new();
    public FakeWebhooks Webhooks { get; } = new();
    public FakeMailLinks MailLinks { get; } = new();

    public FakeCallbacks Callbacks { get; } = new();

    public InteractionQuery? Listed { get; private set; }

    public MemoryQuery? Recalled { get; private set; }

    public ImmutableArray<MemoryDraft> Stored { get; private set; }

    public Problem? NoCatalog { get; set; }

    /// <summary>How often the catalog's problem was asked for.</summary>
    public int Probes { get; private set; }

    /// <summary>What a probe waits for.</summary>
    public Func<CancellationToken, Task> BeforeProbe { get; set; } = _ => Task.CompletedTask;

    public Catalog Catalog { get; set; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Tables = [new() { Schema = "main", Name = "t", Columns = [new() { Name = "id" }], Recent = Recent }, new() { Schema = "main", Name = "odd.na/me é" }],
        Relationships = [new() { FromTable = "t", FromColumns = ["id"], ToTable = "odd.na/me é", ToColumns = ["id"] }],
        Fingerprint = "f",
    };

    public FakeGrains Grains => new FakeGrains()
        .With(Interaction).With<IIdempotencyGrain>(key => Keys.GetOrAdd(key, _ => new()))
        .With<IRouterGrain>(this).With<IAgentGrain>(this).With<ISourcesGrain>(this).With<IDiscoveryGrain>(this).With<ISafetyGrain>(Safety).With<IAuditGrain>(Safety)
        .With<IMemoryGrain>(this).With<ITeacherGrain>(this).With<IBackgroundLearnerGrain>(this).With<IInteractionIndexGrain>(this)
        .With<IWebhooksGrain>(Webhooks).With<IMailLinkGrain>(MailLinks)
        .With<IApprovalsGrain>(Approvals).With<IExecutionsGrain>(Approvals).With<ICallbackGrain>(Callbacks)
        .With<ICredentialsGrain>(Credentials).With<IApiKeysGrain>(Tenancy).With<ITenantsGrain>(Tenancy);

    /// <summary>What every interaction is made with.</summary>
    public Action<FakeInteraction> Prepare { get; set; } = _ => { };

    public Task<ImmutableArray<AgentView>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult(ImmutableArray.Create(View));

    public Task<bool> KnowsAsync(string agent, CancellationToken cancellationToken = default) => Task.FromResult(agent == Profile.Id);

    public Task<RoutingDecision> RouteAsync(ContextRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new RoutingDecision { Agent = Profile.Id, Reason = "only one" });

    public Task<AgentView> GetAsync(bool withMemories, CancellationToken cancellationToken = default) => Task.FromResult(View);

    public Task<AgentContext> ContextAsync(ContextRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new AgentContext
        {
            Profile = Profile,
            CatalogExcerpt = ["t(id integer)"],
            Tables = [new() { Table = "t", Weight = 0.5, Words = 1, Meaning = 0 }],
            LeftOut = request.Explain ? [new() { Item = Note, Score = 0.1, Signals = new() }] : [],
        });

    public Task NudgeAsync() => Task.CompletedTask;

    public Task<int> LearnAsync(CancellationToken cancellationToken = default) => Task.FromResult(0);

    Task<ImmutableArray<SourceView>> ISourcesGrain.ListAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray.Create(Default));

    Task<Outcome<SourceView>> ISourcesGrain.GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<SourceView>>(name == "default" ? Default : Problem.NotFound("unknownSource", "There is no such source."));

    public Task<Outcome<SourceView>> PutAsync(string name, SourceSettings settings, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<SourceView>>(new SourceView { Name = name, Provider = settings.Provider });

    public Task<Outcome<SourceView>> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<SourceView>>(Problem.Forbidden("configured", "It comes from configuration."));

    Task<Outcome<DiscoveryRun>> IDiscoveryGrain.RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<DiscoveryRun>>(new DiscoveryRun { Summary = new() { Source = "default", Tables = 2 }, DurationMs = 5 });

    public Task<Outcome<Catalog>> CatalogAsync(CancellationToken cancellationToken = default) => Task.FromResult<Outcome<Catalog>>(NoCatalog is { } problem ? problem : Catalog);

    public async Task<Problem?> ProblemAsync(CancellationToken cancellationToken = default)
    {
        Probes++;
        await BeforeProbe(cancellationToken);
        return NoCatalog;
    }

    public Task<ImmutableArray<CatalogChange>> ChangesAsync(DateTimeOffset? since, CancellationToken cancellationToken = default) =>
        Task.FromResult(ImmutableArray.Create(new CatalogChange { At = FakeInteraction.At, Object = "main.t", Kind = "changed", Detail = "d" }));

    public Task<Outcome<Page<RecalledMemory>>> RecallAsync(MemoryQuery query, CancellationToken cancellationToken = default)
    {
        Recalled = query;
        return Task.FromResult<Outcome<Page<RecalledMemory>>>(new Page<RecalledMemory> { Items = [new() { Item = Note, Score = 0.5, Signals = new() { Vector = 0.25 } }] });
    }

    public Task<ImmutableArray<BatchItem>> StoreAsync(ImmutableArray<MemoryDraft> drafts, string? operation, CancellationToken cancellationToken = default)
    {
        Stored = drafts;
        return Task.FromResult(drafts.Select((_, i) => new BatchItem { Index = i, Status = "stored", Id = $"m{i}" }).ToImmutableArray());
    }

    public Task<Outcome<MemoryItem>> GetAsync(string id, CancellationToken cancellationToken = default) => One(id);

    public Task<Outcome<ImmutableArray<MemoryItem>>> HistoryAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<ImmutableArray<MemoryItem>>>(ImmutableArray.Create(Note));

    public Task<Outcome<MemoryItem>> RetireAsync(string id, CancellationToken cancellationToken = default) => One(id);

    public Task<Outcome<MemoryItem>> RestoreAsync(string id, CancellationToken cancellationToken = default) => One(id);

    public Task<Outcome<ImmutableArray<BatchItem>>> TeachAsync(TeachRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<ImmutableArray<BatchItem>>>(request.Examples.Select((_, i) => new BatchItem { Index = i, Status = "accepted" }).ToImmutableArray());

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    Task<LearningStatus> IBackgroundLearnerGrain.RunAsync(CancellationToken cancellationToken) => Task.FromResult(new LearningStatus { Running = true });

    public Task<LearningStatus> StatusAsync(CancellationToken cancellationToken = default) => Task.FromResult(new LearningStatus());

    public Task<ImmutableArray<LearnedPattern>> PatternsAsync(string source, CancellationToken cancellationToken = default) =>
        Task.FromResult(ImmutableArray.Create(Pattern(PatternKinds.RoutineQuestion, "How many?"), Pattern(PatternKinds.MostUsedTable, "t")));

    public Task<Outcome<LearningStatus>> ScheduleAsync(TimeSpan interval, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<LearningStatus>>(new LearningStatus { Interval = interval });

    public Task<Outcome<Page<Interaction>>> ListAsync(InteractionQuery query, CancellationToken cancellationToken = default)
    {
        Listed = query;
        return Task.FromResult<Outcome<Page<Interaction>>>(
            query.Cursor == "bad" ? Problem.Invalid("cursor", "'cursor' is not one of ours.") : new Page<Interaction>());
    }

    private static LearnedPattern Pattern(string kind, string subject) => new()
    {
        Id = "m1", Kind = kind, Subject = subject, Sentence = "s", Support = 3, Confidence = 0.5,
        FirstSeen = FakeInteraction.At, LastSeen = FakeInteraction.At, Evidence = ["i1"],
    };

    private static Task<Outcome<MemoryItem>> One(string id) =>
        Task.FromResult<Outcome<MemoryItem>>(id == "m1" ? Note : Problem.NotFound("unknownMemory", "There is no such memory.", "id"));

    private IInteractionGrain Interaction(string key) => Interactions.GetOrAdd(key, id =>
    {
        var made = new FakeInteraction(id);
        Prepare(made);
        return made;
    });
}
