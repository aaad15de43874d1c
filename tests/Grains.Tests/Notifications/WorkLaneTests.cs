using System.Collections.Immutable;
using AgentCluster.Notifications;

namespace AgentCluster.Grains.Tests.Notifications;

/// <summary>The lane runs on one scheduler; these tests are that scheduler: whatever they complete runs on at once.</summary>
public sealed class WorkLaneTests
{
    private readonly Queue<string> _due = [];
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
        for (var i = 0; i < WorkLane.Workers; i++)
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

    private WorkLane Lane() => new(ClaimAsync, () => Task.FromResult(_rests++));

    // What is due is looked up when the claim begins, as a database does.
    private async Task<Func<Task>?> ClaimAsync()
    {
        var found = _due.TryDequeue(out var card) ? _shown[card] = new() : null;
        await (_claiming?.Task ?? Task.CompletedTask);
        return found is null ? null : () => found.Task;
    }

    private void Due(params ImmutableArray<string> pieces)
    {
        foreach (var piece in pieces)
        {
            _due.Enqueue(piece);
        }
    }
}
