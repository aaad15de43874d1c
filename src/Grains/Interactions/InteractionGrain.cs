using System.Runtime.CompilerServices;
using AgentCluster.Agents;
using AgentCluster.Execution;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Interactions;

internal sealed partial class InteractionGrain(
    IInteractionStore store, AskGate gate, InteractionRunner runner, FeedbackGate feedbackGate, TimeProvider time, ILogger<InteractionGrain> logger)
    : Grain, IInteractionGrain, IDisposable
{
    // What passes is tried again soon, so that a database that comes back is used within seconds; anything else must not become a busy loop.
    private static readonly TimeSpan PauseAfterTransientFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(5);

    // A stop of the silo has 25 s for everything.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private StoredInteraction? _stored;
    private Interaction? _live;
    private Task _run = Task.CompletedTask;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InteractionKey Key => InteractionKey.Parse(this.GetPrimaryKeyString());

    public async Task<Outcome<Interaction>> StartAsync(AskRequest request, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        if (_stored is null)
        {
            if (await gate.CheckAsync(Key.Tenant, request, cancellationToken) is { } problem)
            {
                DeactivateOnIdle();
                return problem;
            }

            var received = InteractionTransitions.Receive(Key.Id, request, time.GetUtcNow());

            // The sweep may have found the row, and begun the run, before the insert's caller heard of its own success.
            if (await store.InsertAsync(Key.Tenant, received, cancellationToken) && _stored is null)
            {
                Begin(new(1, received));
            }
        }

        return await GetAsync(wait, cancellationToken) is { } interaction ? interaction : throw new AgentClusterException("The interaction vanished.");
    }

    public async Task<Interaction?> GetAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken);
        if (wait > TimeSpan.Zero && _live is { } live && !live.HasEnded())
        {
            // The timer goes with the wait; a delay of its own would outlive every quick answer.
            await (live.Status == InteractionStatus.AwaitingApproval ? _changed.Task : _run).WaitAsync(wait, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _live;
    }

    public async Task<Outcome<Interaction>> CancelAsync(CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken);
        if (_stored is null || _live is null)
        {
            return Unknown();
        }

        // What waits for a human is taken back at the gate: a decision may have come before.
        if (_live is { Status: InteractionStatus.AwaitingApproval, ExecutionId: { } execution })
        {
            await Action(execution).CancelAsync(cancellationToken);
            await SettleAsync(execution, cancellationToken);
        }
        else if (!_live.HasEnded())
        {
            await AdvanceAsync(_live.Cancel(time.GetUtcNow()), cancellationToken);
            await _stop.CancelAsync();
        }

        return _live;
    }

    public async Task<Outcome<Interaction>> FeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken);
        if (_stored is null || _live is null)
        {
            return Unknown();
        }

        if (!IsJudgedBy(feedback))
        {
            if (await feedbackGate.CheckAsync(Key.Tenant, _live, feedback, cancellationToken) is { } problem)
            {
                return problem;
            }

            // The row may have been changed by this very call, when it was sent before and its answer was lost.
            if (!await ReplaceAsync(_live.Judge(feedback), cancellationToken) && !IsJudgedBy(feedback))
            {
                return Problem.Conflict("changed", "The interaction changed in the meantime; read it again and repeat the feedback.");
            }
        }

        await GrainFactory.GetGrain<IAgentGrain>(new AgentKey(Key.Tenant, _live.Agent!).ToString()).LearnAsync(cancellationToken);
        return _live;
    }

    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken);
        if (_stored?.Interaction is { Status: InteractionStatus.AwaitingApproval, ExecutionId: { } execution })
        {
            await SettleAsync(execution, cancellationToken);
        }
    }

    public async IAsyncEnumerable<InteractionEvent> EventsAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken);
        for (var next = Math.Max(0, after); _live is { } live; cancellationToken.ThrowIfCancellationRequested())
        {
            var changed = _changed.Task;
            for (; next < live.Steps.Length; next++)
            {
                yield return new InteractionEvent { Sequence = next + 1, Step = live.Steps[next] };
            }

            if (live.HasEnded())
            {
                yield return new InteractionEvent { Sequence = next + 1, Done = live };
                yield break;
            }

            if (ReferenceEquals(live, _live))
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A run that cannot finish in time is resumed from its row by whoever reads it next, or by the sweep that follows a silo's departure.
        await _run.WaitAsync(DrainTime, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();

    private static Problem Unknown() => Problem.NotFound("unknownInteraction", "There is no interaction of this id.");

    private bool IsJudgedBy(Feedback feedback) => feedback.Operation is { } operation && _live?.Feedback?.Operation == operation;

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_stored is not null)
        {
            return;
        }

        var stored = await store.ReadAsync(Key.Tenant, Key.Id, cancellationToken);
        if (_stored is null && stored is not null)
        {
            Begin(stored);
        }
        else if (stored is null)
        {
            DeactivateOnIdle();
        }
    }

    private void Begin(StoredInteraction stored)
    {
        (_stored, _live) = (stored, stored.Interaction);
        if (_live.HasEnded())
        {
            DeactivateOnIdle();
        }
        else if (_live.Status == InteractionStatus.Running)
        {
            _run = RunAsync(time.GetUtcNow(), _stop.Token);
        }
    }

    private async Task RunAsync(DateTimeOffset begun, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _stored!.Interaction.Status == InteractionStatus.Running)
        {
            await TryRunAsync(begun, stop);
        }

        switch (_stored!.Interaction)
        {
            case { Status: InteractionStatus.Running }:
                LogInterrupted(logger, Key.Id);
                break;

            // The decision may have come before the row said that it is waited for.
            case { Status: InteractionStatus.AwaitingApproval }:
                this.AsReference<IInteractionGrain>().ResumeAsync(CancellationToken.None).Ignore();
                return;
        }

        DeactivateOnIdle();
    }

    /// <summary>Ends a wait by what became of its action, if that has ended.</summary>
    private async Task SettleAsync(string execution, CancellationToken cancellationToken)
    {
        var outcome = await Action(execution).SettleAsync(cancellationToken);
        var live = _stored!.Interaction;
        var told = outcome.Succeeded ? live.Resume(outcome.Value, time.GetUtcNow()) : live;
        if (told != live)
        {
            await AdvanceAsync(told, cancellationToken);
        }

        if (_stored.Interaction.HasEnded())
        {
            DeactivateOnIdle();
        }
    }

    private IActionGrain Action(string execution) => GrainFactory.GetGrain<IActionGrain>(new ActionKey(Key.Tenant, execution).ToString());

    private async Task TryRunAsync(DateTimeOffset begun, CancellationToken stop)
    {
        try
        {
            await AdvanceAsync(await runner.RunAsync(Key.Tenant, _live!, begun, PublishStep, stop), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The row says that it runs; somebody else goes on.
        }
#pragma warning disable CA1031 // Nobody awaits a run: the row still says running, so it is run again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogTroubled(logger, Key.Id, failure);
            await Task.Delay(TransientFaults.IsTransient(failure) ? PauseAfterTransientFault : PauseAfterTrouble, time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task AdvanceAsync(Interaction changed, CancellationToken cancellationToken)
    {
        if (await ReplaceAsync(changed, cancellationToken))
        {
            if (changed is { Agent: { } agent } && changed.HasEnded())
            {
                await GrainFactory.GetGrain<IAgentGrain>(new AgentKey(Key.Tenant, agent).ToString()).NudgeAsync();
            }
        }
        else if (changed is { Status: InteractionStatus.AwaitingApproval, ExecutionId: { } execution } && _stored!.Interaction.HasEnded())
        {
            // The asker cancelled while the action was being filed.
            await Action(execution).CancelAsync(CancellationToken.None);
        }
    }

    private async Task<bool> ReplaceAsync(Interaction changed, CancellationToken cancellationToken)
    {
        var version = _stored!.Version;
        var replaced = await store.UpdateAsync(Key.Tenant, version, changed, cancellationToken);
        _stored = replaced ? new(version + 1, changed) : await store.ReadAsync(Key.Tenant, Key.Id, cancellationToken) ?? _stored;
        Publish(_stored.Interaction);
        return replaced;
    }

    /// <summary>Shows a step of the run, unless the interaction was ended (cancelled) meanwhile: what is stored stands.</summary>
    private void PublishStep(Interaction interaction)
    {
        if (!_stored!.Interaction.HasEnded())
        {
            Publish(interaction);
        }
    }

    private void Publish(Interaction interaction)
    {
        _live = interaction;
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
