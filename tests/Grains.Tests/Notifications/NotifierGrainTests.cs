using AgentCluster.Notifications;
using AgentCluster.Notifications.Cards;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Cards;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Notifications;

public sealed class NotifierGrainTests : IAsyncLifetime
{
    private const string Tenant = "t";

    private readonly ScriptedTopic _topic = new();
    private readonly RecordedChannel _chat = new("chat", "room");
    private readonly RecordedChannel _other = new("other", "hall");
    private readonly TaskCompletionSource _hung = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(
        TestData.PathOf("geography.sqlite"),
        services => services.AddSingleton<ICardTopic>(_topic).AddSingleton<ICardChannel>(_chat).AddSingleton<ICardChannel>(_other));

    public async Task DisposeAsync()
    {
        _hung.TrySetResult();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Nudge_AfterAChange_ShowsItAndASecondChangeWithinASecondTooThoughNobodyNudges()
    {
        await ChangeAsync("first");
        await Notifier.NudgeAsync();
        await UntilAsync(() => _chat.Posts.Count == 1 && _other.Posts.Count == 1);
        await ChangeAsync("second");
        await Notifier.NudgeAsync();

        await AdvanceUntilAsync(CardSender.Spacing, () => _chat.Posts.Count == 2 && _other.Posts.Count == 2);

        Assert.Equal("second", _chat.Posts.Last().Card.State);
    }

    [Fact]
    public async Task Nudge_WhileOneChannelHangs_ShowsInTheOther()
    {
        _chat.During = (_, _) => _hung.Task;
        await ChangeAsync("first");
        await Notifier.NudgeAsync();

        await UntilAsync(() => _other.Posts.Count == 1);

        Assert.Empty(_chat.Posts);
    }

    [Fact]
    public async Task Start_AfterARestart_ShowsWhatNobodyWasToldOf()
    {
        await ChangeAsync("first");
        await _cluster.RestartAsync();

        await Notifier.StartAsync();

        await UntilAsync(() => _chat.Posts.Count == 1 && _other.Posts.Count == 1);
    }

    [Fact]
    public async Task Reminder_WithALostNudge_MakesUpForIt()
    {
        await Notifier.StartAsync();
        await ChangeAsync("first");

        await AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => _topic.WasAsked);
        await UntilAsync(() => _chat.Posts.Count == 1);
    }

    private INotifierGrain Notifier => _cluster.Grains.GetGrain<INotifierGrain>(Tenant);

    private Task<int> ChangeAsync(string state)
    {
        _topic.Set("a", state);
        return _cluster.Services.GetRequiredService<IPlatformDatabase>().WriteAsync(
            Tenant,
            async session =>
            {
                await Notices.RaiseAsync(session, Tenant, "thing", "a");
                return 0;
            },
            default);
    }

    private static Task<bool> UntilAsync(Func<bool> reached) => Eventually.GetAsync(() => Task.FromResult(reached()), isReached => isReached);

    private Task<bool> AdvanceUntilAsync(TimeSpan step, Func<bool> reached) => UntilAsync(() =>
    {
        // Not once it is reached: what goes on by then has its time.
        if (!reached())
        {
            _cluster.Time.Advance(step);
        }

        return reached();
    });
}
