using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Reasoning.Local;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Reasoning;

/// <summary>The model loop: the client proposes tool calls or an answer, the tools run, until there is an answer or the rounds are used up.</summary>
public sealed partial class Reasoner
{
    /// <summary>Most calls of the model for one question.</summary>
    public const int MostRounds = 8;

    // What an answer with rows is worth when the model does not say how sure it is.
    private const double Unsaid = 0.6;

    private readonly IChatClient _client;
    private readonly Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> _catalogs;
    private readonly ToolInvoker _tools;
    private readonly ToolShelf _shelf;
    private readonly TimeProvider _time;
    private readonly ILogger<Reasoner> _logger;
    private readonly string _model;

    internal Reasoner(
        IChatClient client, Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> catalogs,
        Func<ReadRequest, CancellationToken, Task<ReadOutcome>> read, ToolShelf shelf, TimeProvider time, ILogger<Reasoner> logger)
    {
        (_client, _catalogs, _tools, _shelf, _time, _logger) = (client, catalogs, new(read, shelf), shelf, time, logger);
        _model = client.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata { DefaultModelId: { } name } ? name : "unnamed";
    }

    /// <summary>Answers a question.</summary>
    /// <param name="request">The question with its context.</param>
    /// <param name="onStep">Told of each step as it ends (<c>reasoning</c>, <c>tool</c>), or null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The answer, or the request for a human's decision that the run stops at; <see cref="ReasoningResult.Error"/> is set when the source or its catalog is away or the rounds were used up.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ReasoningResult> ReasonAsync(ReasoningRequest request, Action<InteractionStep>? onStep, CancellationToken cancellationToken = default)
    {
        var catalog = await _catalogs(request.Source, cancellationToken);
        if (!catalog.Succeeded)
            return Failed(catalog.Problem, null);
        var messages = Prompt.Messages(request, catalog.Value.Dialect, _time.GetUtcNow());
        var abilities = await _shelf.AbilitiesAsync(request.Source.Tenant, request.Context.Profile.Id, cancellationToken);
        var options = Options(request, catalog.Value, abilities);
        var usage = new UsageDetails();
        var run = new ReasoningRun(request);
        for (var round = 0; round < MostRounds; round++)
        {
            var started = _time.GetTimestamp();
            var response = await _client.GetResponseAsync(messages, options, cancellationToken);
            if (response.Usage is { } used)
                usage.Add(used);
            messages.AddRange(response.Messages);
            var contents = response.Messages.SelectMany(message => message.Contents).ToList();
            Report(onStep, "reasoning", Summary(contents), started);
            var calls = contents.OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                return Answer(response, run, usage);
            if (await RunAsync(calls, messages, run, onStep, cancellationToken) is { } waiting)
                return Answer(response, run, usage) with { Answer = $"{Summary(contents)} {OutcomeWords.Of(waiting)}", ApprovalId = waiting.ApprovalId };
            if (run.Reads is [.., { Outcome.Problem: { Kind: ProblemKind.Unavailable or ProblemKind.NotFound } away } last])
                return Failed(away, last.Sql);
        }

        LogRoundsUsedUp(request.Source, MostRounds);
        return Failed(Problem.Conflict("roundLimit", $"The model came to no answer in {MostRounds} rounds."), null);
    }

    /// <returns>The action that a human has to decide on, or null.</returns>
    private async Task<ActionOutcome?> RunAsync(
        List<FunctionCallContent> calls, List<ChatMessage> messages, ReasoningRun run, Action<InteractionStep>? onStep, CancellationToken cancellationToken)
    {
        var results = new List<AIContent>(calls.Count);
        foreach (var call in calls)
        {
            var started = _time.GetTimestamp();
            var result = await _tools.InvokeAsync(call, run, cancellationToken);
            results.Add(result.Content);
            run.Add(result);
            Report(onStep, "tool", result.Summary(call), started);
            if (result.Action is { Status: ExecutionStatus.AwaitingApproval } waiting)
                return waiting;
        }

        messages.Add(new(ChatRole.Tool, results));
        return null;
    }

    private static ChatOptions Options(ReasoningRequest request, Catalog catalog, Abilities abilities) => new()
    {
        Tools = DeclaredTools.Of(abilities),
        AdditionalProperties = new()
        {
            [PlannerContext.Key] = new PlannerContext
            {
                Source = request.Source,
                Question = request.Standalone is { Text.Length: > 0 } standalone ? standalone.Text : request.Question,
                Standalone = request.Standalone,
                Catalog = catalog,
                Memories = request.Context.Memories,
                TimeZone = request.TimeZone,
                Abilities = abilities,
            },
        },
    };

    private ReasoningResult Answer(ChatResponse response, ReasoningRun run, UsageDetails usage)
    {
        var said = response.Messages.Select(message => message.AdditionalProperties?.GetValueOrDefault(PlannerAnswer.Key)).OfType<PlannerAnswer>().LastOrDefault();
        var (rows, sql) = run is { Reads: [.., var last], Action: null } ? (last.Outcome.Result, last.Sql) : (null, null);
        return new()
        {
            Answer = response.Text,
            Sql = rows is null ? null : sql,
            Result = rows,
            ExecutionId = run.Action?.ExecutionId,
            Confidence = said?.Confidence ?? (rows is null && run.Action is null ? 0 : Unsaid),
            Assumptions = said?.Assumptions ?? [],
            Fixes = sql is null || rows is null ? [] : Fixes(run, sql),
            MemoriesUsed = said?.Memories ?? [],
            Model = response.ModelId ?? _model,
            InputTokens = usage.InputTokenCount ?? 0,
            OutputTokens = usage.OutputTokenCount ?? 0,
        };
    }

    private static ImmutableArray<StatementFix> Fixes(ReasoningRun run, string answered) =>
    [
        .. run.Reads.Where(statement => statement.Outcome.Problem?.Code == "sqlError" && statement.Sql is not null && statement.Sql != answered).DistinctBy(statement => statement.Sql)
            .Select(statement => new StatementFix { Failed = statement.Sql!, Error = statement.Outcome.Problem!.Message, Fixed = answered }),
    ];

    private ReasoningResult Failed(Problem problem, string? sql) => new()
    {
        Answer = sql is null ? problem.Message : $"{problem.Message} The statement was: {sql}",
        Model = _model,
        Error = new() { Code = problem.Code, Message = problem.Message, Transient = problem.Kind == ProblemKind.Unavailable },
    };

    private void Report(Action<InteractionStep>? onStep, string kind, string summary, long started) =>
        onStep?.Invoke(new() { At = _time.GetUtcNow(), Kind = kind, Summary = summary, DurationMs = _time.GetElapsedTime(started).TotalMilliseconds });

    private static string Summary(List<AIContent> contents) =>
        contents.OfType<TextReasoningContent>().FirstOrDefault()?.Text is { Length: > 0 } text ? text
        : contents.OfType<FunctionCallContent>().Any() ? "Asks for data." : "Answers.";
}
