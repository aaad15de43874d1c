using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Reasoning;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Interactions;

/// <summary>The way of a question from its row to its end: route, load context, reason. Reads only, so a crash runs it again.</summary>
internal sealed partial class InteractionRunner(
    IGrainFactory grains, IInteractionStore store, FollowUps followUps, ActionNeeds needs, Reasoner reasoner, TimeProvider time, ILogger<InteractionRunner> logger)
{
    private const int TurnsRemembered = 5;

    // A question whose trouble does not pass in this time, counted from when somebody began to run it, ends with an honest error.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs to the end; every state in between goes to <paramref name="publish"/>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="interaction">What is to be run.</param>
    /// <param name="begun">When the caller began to run it; earlier runs that were interrupted, as by an outage, do not count.</param>
    /// <param name="publish">Hears of every state in between.</param>
    /// <param name="cancellationToken">Interrupts the run.</param>
    /// <exception cref="Exception">Trouble that passes (<see cref="TransientFaults"/>): the question is to be run again.</exception>
    public async Task<Interaction> RunAsync(
        string tenant, Interaction interaction, DateTimeOffset begun, Action<Interaction> publish, CancellationToken cancellationToken)
    {
        var live = interaction.Steps.Length > 1 ? interaction.Step("resumed", "The run goes on after an interruption.", time.GetUtcNow()) : interaction;
        try
        {
            var source = new SourceKey(tenant, live.Source);
            var turns = await TurnsAsync(tenant, live, cancellationToken);
            var standalone = await followUps.ResolveAsync(source, live.Question, turns, cancellationToken);
            live = live with { StandaloneQuestion = standalone?.Text };
            var question = standalone is { Text.Length: > 0 } ? standalone.Text : live.Question;
            live = await RouteAsync(tenant, live, question, cancellationToken);
            publish(live);

            var started = time.GetTimestamp();
            var agent = grains.GetGrain<IAgentGrain>(new AgentKey(tenant, live.Agent!).ToString());
            var context = await agent.ContextAsync(new() { Question = question, Source = live.Source }, cancellationToken);
            live = live.Step(
                "contextLoaded", $"{context.Memories.Length} memories recalled, {context.CatalogExcerpt.Length} tables considered.",
                time.GetUtcNow(), time.GetElapsedTime(started).TotalMilliseconds);
            publish(live);

            var result = await reasoner.ReasonAsync(
                new()
                {
                    Source = source,
                    Question = live.Question,
                    Standalone = standalone,
                    Context = context,
                    TimeZone = live.TimeZone,
                    InteractionId = live.Id,
                    AskedBy = live.AskedBy,
                    Untrusted = live.Untrusted,
                    Depth = live.Depth,
                    Conversation = turns,
                },
                step => publish(live = live.Step(step)),
                cancellationToken);
            return live.Conclude(result, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault) && time.GetUtcNow() - begun < Patience)
        {
            throw;
        }
        catch (AgentClusterException failure)
        {
            LogFailed(logger, interaction.Id, failure);
            return live.Fail(new() { Code = failure.Code ?? "unavailable", Message = failure.Message, Transient = failure.IsTransient }, time.GetUtcNow());
        }
#pragma warning disable CA1031 // A bug in a run ends that run with an honest error; it must not leave the question running for ever.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogFailed(logger, interaction.Id, bug);
            return live.Fail(
                new() { Code = "internal", Message = "Something went wrong inside; the log has the details under this interaction's id." }, time.GetUtcNow());
        }
    }

    private async Task<Interaction> RouteAsync(string tenant, Interaction live, string question, CancellationToken cancellationToken)
    {
        if (live.Agent is not null)
        {
            return live;
        }

        var decision = await grains.GetGrain<IRouterGrain>(tenant)
            .RouteAsync(
                new() { Question = question, Source = live.Source, Tool = await needs.ToolAsync(new(tenant, live.Source), question, live.TimeZone, cancellationToken) },
                cancellationToken);
        return live.Route(decision.Agent, decision.Reason, time.GetUtcNow());
    }

    private async Task<ImmutableArray<ConversationTurn>> TurnsAsync(string tenant, Interaction live, CancellationToken cancellationToken)
    {
        if (live.ConversationId is not { } conversation)
        {
            return [];
        }

        var page = await store.ListAsync(
            tenant, new() { ConversationId = conversation, Status = InteractionStatus.Completed, Limit = TurnsRemembered }, cancellationToken);
        return page.Value is { } turns
            ? [.. turns.Items.Where(turn => turn.Id != live.Id && turn.Source == live.Source).Reverse()
                .Select(turn => new ConversationTurn(turn.Question, turn.Sql, turn.Answer ?? "", turn.StandaloneQuestion))]
            : [];
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "Interaction {Interaction} failed")]
    private static partial void LogFailed(ILogger logger, string interaction, Exception failure);
}
