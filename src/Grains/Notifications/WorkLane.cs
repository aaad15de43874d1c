namespace AgentCluster.Notifications;

/// <summary>
/// Works off what is due of one kind, a few pieces at once: a slow one holds up no other kind, and its own only when all workers are at slow ones.
/// Used from one scheduler only, that of its grain.
/// </summary>
/// <param name="claim">Takes the next due piece, or null.</param>
/// <param name="rest">Called when nothing is due.</param>
internal sealed class WorkLane(Func<Task<Func<Task>?>> claim, Func<Task> rest)
{
    /// <summary>Most pieces at once.</summary>
    public const int Workers = 4;

    private readonly List<Task> _workers = [];
    private int _working;
    private bool _again;

    /// <summary>Done when nobody works any more.</summary>
    public Task Work => Task.WhenAll(_workers);

    /// <summary>Says that something may be due.</summary>
    public void Wake()
    {
        _again = true;
        Grow();
    }

    private void Grow()
    {
        _workers.RemoveAll(worker => worker.IsCompleted);
        if (_working < Workers)
        {
            _working++;
            _workers.Add(WorkAsync());
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            // Nobody else runs on the scheduler between a look at the mark and the end: no call to wake is lost.
            do
            {
                _again = false;
                while (await claim() is { } piece)
                {
                    Grow();
                    await piece();
                }

                await rest();
            }
            while (_again);
        }
        finally
        {
            _working--;
        }
    }
}
