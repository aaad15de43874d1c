using System.Collections.Immutable;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Grains.Tests.Notifications;

/// <summary>The lane runs on one scheduler; these tests are that scheduler: whatever they complete runs on at once.</summary>
public sealed class CardLaneTests
{
    private readonly Queue<StoredCard> _due = [];
    private readonly Dictionary<string, TaskCompletionSource> _shown = [];
    private TaskCompletionSource? _claiming;
    private int _rests;

    [Fact]
    public void Wake_WithManyDue_ShowsAFewAtOnceAndTheOthersAsTheseEnd()
    {
        var lane = Lane();
        Due("a", "b", "c", "d", "e", "f");

        lane.Wake();
        Assert.Equal(["a", "b", "c", "d"], _shown.Keys);

        _shown["c"].SetResult();
        Assert.Equal(["a", "b", "c", "d", "e"], _shown.Keys);

        foreach (var card in new[] { "a", "b", "d", "e", "f" })
        {
            _shown[card].SetResult();
        }

        Assert.True(lane.Work.IsCompletedSuccessfully);
    }

    [Fact]
    public void Wake_BesideACardThatHangs_ShowsTheOthers()
    {
        var lane = Lane();
        Due("hangs");
        lane.Wake();

        for (var i = 0; i < 20; i++)
        {
            Due($"card {i}");
            lane.Wake();
            _shown[$"card {i}"].SetResult();
        }

        Assert.Equal(21, _shown.Count);
        Assert.False(lane.Work.IsCompleted);
    }

    [Fact]
    public void Wake_WhileTheLastClaimComesAwayWithNothing_IsNotLost()
    {
        var lane = Lane();
        _claiming = new();
        for (var i = 0; i < CardLane.Workers; i++)
        {
            lane.Wake();
        }

        Due("late");
        lane.Wake();
        var claiming = _claiming;
        _claiming = null;
        claiming.SetResult();

        Assert.Equal(["late"], _shown.Keys);
    }

    [Fact]
    public void Wake_WithNothingDue_Rests()
    {
        var lane = Lane();

        lane.Wake();

        Assert.Equal(1, _rests);
        Assert.True(lane.Work.IsCompletedSuccessfully);
    }

    private CardLane Lane() => new(ClaimAsync, card => _shown[card.Token].Task, () => Task.FromResult(_rests++));

    // What is due is looked up when the claim begins, as a database does.
    private async Task<StoredCard?> ClaimAsync()
    {
        var found = _due.TryDequeue(out var card) ? card : null;
        if (found is not null)
        {
            _shown[found.Token] = new();
        }

        await (_claiming?.Task ?? Task.CompletedTask);
        return found;
    }

    private void Due(params ImmutableArray<string> tokens)
    {
        foreach (var token in tokens)
        {
            _due.Enqueue(new(token, "thing", "a", "chat", "room", null, null, 1, 0, 1, default, false, null));
        }
    }
}
