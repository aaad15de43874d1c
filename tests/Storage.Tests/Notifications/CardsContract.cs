using AgentCluster.Notifications;
using AgentCluster.Notifications.Cards;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Cards;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Notifications;

/// <summary>What every backend promises of cards: each place ends at what stands, whatever fails, dies or runs twice.</summary>
public abstract class CardsContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private const string Tenant = "t";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly ScriptedTopic _topic = new();
    private readonly RecordedChannel _chat = new("chat", "room");
    private readonly RecordedChannel _mail = new("mail");

    private CardStore Store => new(Database, _time);

    private CardSender Sender => new(Store, [_topic], [_chat, _mail], _time, NullLogger<CardSender>.Instance);

    [Fact]
    public async Task Show_AChange_IsInEveryPlaceWithATokenOfItsOwn()
    {
        _topic.Set("a", "open", "h1", new("mail", "anna@example.com"), new("mail", "ben@example.com"), new("other", "x"));
        await RaiseAsync("a");

        await RunAsync();

        var room = Assert.Single(_chat.Posts);
        Assert.Equal((Tenant, "room", null, "open"), (room.Tenant, room.Target, room.Reference, room.Card.State));
        Assert.Equal(["anna@example.com", "ben@example.com"], _mail.Posts.Select(post => post.Target).Order());
        Assert.Equal(3, _chat.Posts.Concat(_mail.Posts).Select(post => post.Token).Distinct().Count());
        Assert.All(_chat.Posts.Concat(_mail.Posts), post => Assert.Matches("^[A-Za-z0-9_-]{22}$", post.Token));
        Assert.Equal(new StoredCard(room.Token, "thing", "a", "chat", "room", "h1", "message 1 in room", 1, 1, 0, _time.GetUtcNow() + CardSender.Spacing, false, null), await Store.FindAsync(Tenant, room.Token, default));
        Assert.Null(await Store.FindAsync("other", room.Token, default));
        Assert.Null(await Store.NextDueAsync(Tenant, "chat", default));
    }

    [Fact]
    public async Task Show_ChangedAgain_RewritesTheSameMessageAndTellsNewPeople()
    {
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await RunAsync();
        _topic.Set("a", "escalated", "h1", new CardReader("mail", "boss@example.com"));
        await RaiseAsync("a");
        _time.Advance(CardSender.Spacing);

        await RunAsync();

        Assert.Equal([null, "message 1 in room"], _chat.Posts.Select(post => post.Reference));
        Assert.Single(_chat.Posts.Select(post => post.Token).Distinct());
        Assert.Equal("escalated", Assert.Single(_mail.Posts).Card.State);
    }

    [Fact]
    public async Task Show_AThousandChangesOfOneThing_IsRewrittenAFewTimesAndEndsAtTheLast()
    {
        for (var i = 0; i < 100; i++)
        {
            _topic.Set("a", $"change {i}");
            await RaiseAsync("a", times: 10);
            await RunAsync();
            _time.Advance(CardSender.Spacing / 20);
        }

        _time.Advance(CardSender.Spacing);
        await RunAsync();

        Assert.InRange(_chat.Posts.Count, 2, 7);
        Assert.Equal("change 99", _chat.Posts.Last().Card.State);
        Assert.Equal(1_000, Assert.Single(await Store.ListAsync(Tenant, "thing", "a", default)).Shown);
    }

    [Fact]
    public async Task Show_DiedBetweenShowingAndWritingItDown_IsShownAgainAfterItsLease()
    {
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await AnnounceAsync();
        var claimed = await Store.ClaimAsync(Tenant, "chat", CardSender.Lease, default);
        await _chat.ShowAsync(new(Tenant, "room", claimed!.Token, null, _topic.Things["a"].Card), default);

        await RunAsync();
        var early = _chat.Posts.Count;
        _time.Advance(2 * CardSender.Longest);
        await RunAsync();

        Assert.Equal((1, 2), (early, _chat.Posts.Count));
        Assert.Single(_chat.Posts.Select(post => post.Token).Distinct());
        Assert.Equal(1, (await Store.FindAsync(Tenant, claimed.Token, default))!.Shown);
    }

    [Fact]
    public async Task Show_ByASenderThatLostItsClaim_LeavesWhatItsSuccessorWroteDown()
    {
        _topic.Set("a", "first");
        await RaiseAsync("a");
        await AnnounceAsync();
        var slow = await Store.ClaimAsync(Tenant, "chat", CardSender.Lease, default);
        _time.Advance(2 * CardSender.Longest);
        await RunAsync();
        _topic.Set("a", "second");
        await RaiseAsync("a");
        _time.Advance(CardSender.Spacing);
        await RunAsync();

        await Store.ShownAsync(Tenant, slow!, "a message nobody knows", _time.GetUtcNow());
        await Store.FailedAsync(Tenant, slow!, "too late", _time.GetUtcNow(), givesUp: true);

        var card = await Store.FindAsync(Tenant, slow!.Token, default);
        Assert.Equal((2, "message 1 in room", false, null), (card!.Shown, card.Reference, card.GivenUp, card.Error));
    }

    [Fact]
    public async Task Show_ThatFails_IsTriedLaterAndLaterThenGivenUpWithItsReason()
    {
        _chat.During = (_, _) => throw new InvalidOperationException("no such room");
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await RunAsync();
        var first = await CardAsync();
        var early = await Store.ClaimAsync(Tenant, "chat", CardSender.Lease, default);

        await TriedAsync(CardSender.MostAttempts - 2);
        _time.Advance(TimeSpan.FromHours(2));
        await RunAsync();
        var late = await CardAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await RunAsync();

        var last = await CardAsync();
        Assert.False(late.GivenUp);
        Assert.Null(early);
        Assert.InRange(first.DueAt - new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(7.5));
        Assert.Equal((1, false, "no such room"), (first.Attempts, first.GivenUp, first.Error));
        Assert.Equal((CardSender.MostAttempts, true, "no such room"), (last.Attempts, last.GivenUp, last.Error));
        Assert.Null(await Store.NextDueAsync(Tenant, "chat", default));
    }

    [Fact]
    public async Task Show_ThatIsAskedToWait_WaitsAsLong()
    {
        _chat.Failures.Enqueue(new(null, "ratelimited", RetryAfter: TimeSpan.FromMinutes(7)));
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await RunAsync();

        var wait = (await Store.NextDueAsync(Tenant, "chat", default))!.Value - _time.GetUtcNow();
        Assert.InRange(wait, TimeSpan.FromMinutes(7) + TimeSpan.FromSeconds(2.5), TimeSpan.FromMinutes(7) + TimeSpan.FromSeconds(7.5));
        _time.Advance(wait);
        await RunAsync();

        Assert.Single(_chat.Posts);
        Assert.Equal((0, null), ((await CardAsync()).Attempts, (await CardAsync()).Error));
    }

    [Fact]
    public async Task Show_ThatIsAskedToWaitHoweverOften_IsNotGivenUp()
    {
        _chat.Failures.Enqueue(new(null, "ratelimited", RetryAfter: TimeSpan.FromSeconds(1)));
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await AnnounceAsync();
        await TriedAsync(CardSender.MostAttempts);

        await RunAsync();
        Assert.False((await CardAsync()).GivenUp);
        _time.Advance(TimeSpan.FromHours(2));
        await RunAsync();

        Assert.Single(_chat.Posts);
    }

    [Fact]
    public void Attempts_OfACard_LastAsLongAsARequestMayWait() => Assert.True(
        Enumerable.Range(1, CardSender.MostAttempts).Aggregate(TimeSpan.Zero, (all, attempt) => all + Backoff.After(TimeSpan.FromSeconds(5), attempt, "card")) > TimeSpan.FromDays(29));

    [Fact]
    public async Task Show_RefusedForGood_IsTriedOnceAtMostForAllThatChangesWithinTheHour()
    {
        _topic.Set("a", "open");
        foreach (var _ in Enumerable.Range(0, 50))
        {
            _chat.Failures.Enqueue(new(null, "channel_not_found", IsFinal: true));
        }

        for (var i = 0; i < 20; i++)
        {
            await RaiseAsync("a");
            await RunAsync();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(49, _chat.Failures.Count);
        _chat.Failures.Clear();
        _time.Advance(TimeSpan.FromMinutes(90));
        await RunAsync();
        Assert.Single(_chat.Posts);
    }

    [Fact]
    public async Task Show_ThatHangs_IsCutOffAndTriedAgain()
    {
        var entered = new TaskCompletionSource();
        _chat.During = (_, token) =>
        {
            entered.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        _topic.Set("a", "open");
        await RaiseAsync("a");
        await AnnounceAsync();

        var showing = Sender.ShowAsync(Tenant, (await Store.ClaimAsync(Tenant, "chat", CardSender.Lease, default))!);
        await entered.Task;
        _time.Advance(CardSender.Longest);
        await showing;
        _chat.During = null;
        _time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Equal("open", Assert.Single(_chat.Posts).Card.State);
    }

    [Fact]
    public async Task Show_ByTwoNotifiersAtOnce_ShowsEveryCardOnce()
    {
        _chat.During = async (_, _) => await Task.Yield();
        for (var i = 0; i < 20; i++)
        {
            _topic.Set($"thing {i:D2}", "open", "h1", [new("chat", $"person {i:D2}")]);
            await RaiseAsync($"thing {i:D2}");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));
        await RunAsync();

        Assert.Equal(40, _chat.Posts.Count);
        Assert.Equal(40, _chat.Posts.Select(post => post.Token).Distinct().Count());
    }

    [Fact]
    public async Task Show_WhileItChanges_NeverRewritesOneMessageTwiceAtOnceAndEndsAtTheLast()
    {
        _chat.During = async (_, _) => await Task.Yield();
        var changing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                _topic.Set("a", $"change {i}");
                await RaiseAsync("a");
                _time.Advance(CardSender.Spacing);
            }
        });

        while (!changing.IsCompleted)
        {
            await Task.WhenAll(RunAsync(), RunAsync());
        }

        await changing;
        _time.Advance(2 * CardSender.Longest);
        await RunAsync();

        Assert.False(_chat.Met);
        Assert.Equal("change 39", _chat.Posts.Last().Card.State);
        Assert.Single(_chat.Posts.Select(post => post.Token).Distinct());
    }

    [Fact]
    public async Task Show_WithAnotherHash_HasAnotherTokenAndTheOldOneIsNobodys()
    {
        _topic.Set("a", "open", "h1");
        await RaiseAsync("a");
        await RunAsync();
        _topic.Set("a", "open", "h2");
        await RaiseAsync("a");
        _time.Advance(CardSender.Spacing);
        await RunAsync();
        _topic.Set("a", "closed", hash: null);
        await RaiseAsync("a");
        _time.Advance(CardSender.Spacing);
        await RunAsync();

        var (first, second, third) = (_chat.Posts.ElementAt(0), _chat.Posts.ElementAt(1), _chat.Posts.ElementAt(2));
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(second.Token, third.Token);
        Assert.Null(await Store.FindAsync(Tenant, first.Token, default));
        Assert.Equal(("h2", "message 1 in room"), ((await CardAsync()).Hash, (await CardAsync()).Reference));
    }

    [Fact]
    public async Task Announce_OneThingThatCannotBeTold_HoldsUpNoOther()
    {
        _topic.Poison = "a";
        _topic.Set("b", "open");
        await RaiseAsync("a");
        await RaiseAsync("b");
        await RaiseAsync("gone");

        await RunAsync();
        Assert.Equal("b", Assert.Single(_chat.Posts).Card.Title);

        _topic.Poison = null;
        _topic.Set("a", "open");
        await RunAsync();
        Assert.Equal(["b", "a"], _chat.Posts.Select(post => post.Card.Title));
    }

    [Fact]
    public async Task Announce_InATransactionThatIsUndone_TellsNobody()
    {
        _topic.Set("a", "open");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync<int>(
            Tenant,
            async session =>
            {
                await Notices.RaiseAsync(session, Tenant, "thing", "a");
                throw new InvalidOperationException("undone");
            },
            default));

        await RunAsync();

        Assert.Empty(_chat.Posts);
    }

    private Task<int> RaiseAsync(string subject, int times = 1) => Database.WriteAsync(
        Tenant,
        async session =>
        {
            for (var i = 0; i < times; i++)
            {
                await Notices.RaiseAsync(session, Tenant, "thing", subject);
            }

            return 0;
        },
        default);

    private Task<int> TriedAsync(int attempts) => Database.WriteAsync(
        Tenant,
        session => session.ExecuteAsync("UPDATE notification_card SET attempts = @attempts WHERE tenant = @tenant", ("@attempts", attempts), ("@tenant", Tenant)),
        default);

    private Task AnnounceAsync() =>
        new CardAnnouncer(new(Database, _time), [_topic], [_chat, _mail], NullLogger<CardAnnouncer>.Instance).AnnounceAsync(Tenant, default);

    private async Task RunAsync()
    {
        await AnnounceAsync();
        foreach (var channel in new[] { "chat", "mail" })
        {
            while (await Store.ClaimAsync(Tenant, channel, CardSender.Lease, default) is { } card)
            {
                await Sender.ShowAsync(Tenant, card);
            }
        }
    }

    private async Task<StoredCard> CardAsync() => Assert.Single(await Store.ListAsync(Tenant, "thing", "a", default));
}
