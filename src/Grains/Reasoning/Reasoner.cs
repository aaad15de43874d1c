using System.Collections.Immutable;
using System.Globalization;
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
    private readonly TimeProvider _time;
    private readonly ILogger<Reasoner> _logger;
    private readonly string _model;

    internal Reasoner(
        IChatClient client, Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> catalogs,
        Func<ReadRequest, CancellationToken, Task<ReadOutcome>> read, TimeProvider time, ILogger<Reasoner> logger)
    {
        (_client, _catalogs, _tools, _time, _logger) = (client, catalogs, new(read), time, logger);
        _model = client.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata { DefaultModelId: { } name } ? name : "unnamed";
    }

    /// <summary>Answers a question.</summary>
    /// <param name="request">The question with its context.</param>
    /// <param name="onStep">Told of each step as it ends (<c>reasoning</c>, <c>tool</c>), or null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The answer; <see cref="ReasoningResult.Error"/> is set when the source or its catalog is away or the rounds were used up.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ReasoningResult> ReasonAsync(ReasoningRequest request, Action<InteractionStep>? onStep, CancellationToken cancellationToken = default)
    {
        var catalog = await _catalogs(request.Source, cancellationToken);
        if (!catalog.Succeeded)
            return Failed(catalog.Problem, null);
        var messages = Prompt.Messages(request, catalog.Value.Dialect, _time.GetUtcNow());
        var options = Options(request, catalog.Value);
        var usage = new UsageDetails();
        var ran = new List<(ReadOutcome Outcome, string Sql)>();
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
                return Answer(response, ran, usage);
            await RunAsync(calls, messages, request, onStep, ran, cancellationToken);
            if (ran is [.., { Outcome.Problem: { Kind: ProblemKind.Unavailable or ProblemKind.NotFound } away } last])
                return Failed(away, last.Sql);
        }

        LogRoundsUsedUp(request.Source, MostRounds);
        return Failed(Problem.Conflict("roundLimit", $"The model came to no answer in {MostRounds} rounds."), null);
    }

    private async Task RunAsync(
        List<FunctionCallContent> calls, List<ChatMessage> messages, ReasoningRequest request, Action<InteractionStep>? onStep,
        List<(ReadOutcome Outcome, string Sql)> ran, CancellationToken cancellationToken)
    {
        var results = new List<AIContent>(calls.Count);
        foreach (var call in calls)
        {
            var started = _time.GetTimestamp();
            var (content, outcome, sql) = await _tools.InvokeAsync(call, request, cancellationToken);
            results.Add(content);
            if (outcome is not null)
                ran.Add((outcome, sql!));
            Report(onStep, "tool", outcome is null ? $"{call.Name}: refused" : ToolSummary(outcome, sql!), started);
        }

        messages.Add(new(ChatRole.Tool, results));
    }

    private static ChatOptions Options(ReasoningRequest request, Catalog catalog) => new()
    {
        Tools = [DataTool.Declaration],
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
            },
        },
    };

    private ReasoningResult Answer(ChatResponse response, List<(ReadOutcome Outcome, string Sql)> ran, UsageDetails usage)
    {
        var said = response.Messages.Select(message => message.AdditionalProperties?.GetValueOrDefault(PlannerAnswer.Key)).OfType<PlannerAnswer>().LastOrDefault();
        var (rows, sql) = ran is [.., var last] ? (last.Outcome.Result, last.Sql) : (null, null);
        return new()
        {
            Answer = response.Text,
            Sql = rows is null ? null : sql,
            Result = rows,
            Confidence = said?.Confidence ?? (rows is null ? 0 : Unsaid),
            Assumptions = said?.Assumptions ?? [],
            Fixes = rows is null ? [] : Fixes(ran, sql!),
            MemoriesUsed = said?.Memories ?? [],
            Model = response.ModelId ?? _model,
            InputTokens = usage.InputTokenCount ?? 0,
            OutputTokens = usage.OutputTokenCount ?? 0,
        };
    }

    private static ImmutableArray<StatementFix> Fixes(List<(ReadOutcome Outcome, string Sql)> ran, string answered) =>
    [
        .. ran.Where(statement => statement.Outcome.Problem?.Code == "sqlError" && statement.Sql != answered).DistinctBy(statement => statement.Sql)
            .Select(statement => new StatementFix { Failed = statement.Sql, Error = statement.Outcome.Problem!.Message, Fixed = answered }),
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

    private static string ToolSummary(ReadOutcome outcome, string sql) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DataTool.Name}: {(outcome.Result is { } result ? $"{result.RowCount} rows" : outcome.Problem?.Code)} in {outcome.Duration.TotalMilliseconds:F0} ms: {sql}");
}
