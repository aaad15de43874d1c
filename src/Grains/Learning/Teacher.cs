using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>Takes examples from people: each statement is inspected and tried before it is believed.</summary>
public sealed class Teacher(SafeExecutor executor, Memories memories, StatementDependencies dependencies, SynonymLearner synonyms, AgentRoster roster, SourceRegistry sources)
{
    /// <summary>Most examples in one request.</summary>
    public const int MostExamples = 1000;

    /// <summary>Tries a statement; null when it reads and runs.</summary>
    /// <param name="source">Where it runs.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="field">The request's field it came in, for the problem.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Problem?> TryStatementAsync(SourceKey source, string sql, string field, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            return Problem.Invalid(field, "The statement is empty.");
        }

        var outcome = await executor.ReadAsync(new ReadRequest { Source = source, Sql = sql, Agent = "api", MaxRows = 1 }, cancellationToken);
        return outcome.Problem is { Kind: not ProblemKind.Unavailable } problem ? problem with { Kind = ProblemKind.Invalid, Field = field } : outcome.Problem;
    }

    /// <summary>Checks and stores examples.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="request">The examples.</param>
    /// <param name="cancellationToken">Cancels what has not begun.</param>
    public async Task<Outcome<ImmutableArray<BatchItem>>> TeachAsync(string tenant, TeachRequest request, CancellationToken cancellationToken)
    {
        if (await CheckAsync(tenant, request, cancellationToken) is { } problem)
        {
            return problem;
        }

        var source = new SourceKey(tenant, request.Source);
        var items = new BatchItem?[request.Examples.Length];
        var drafts = new List<(int Index, MemoryDraft Draft)>();
        for (var i = 0; i < items.Length; i++)
        {
            var example = request.Examples[i];
            if (await FaultOfAsync(source, example, cancellationToken) is { } fault)
            {
                items[i] = new BatchItem { Index = i, Status = "rejected", Reason = fault };
            }
            else if (await DraftAsync(source, request.Agent, example, cancellationToken) is { Succeeded: true } draft)
            {
                drafts.Add((i, draft.Value));
            }
            else
            {
                items[i] = new BatchItem { Index = i, Status = "rejected", Reason = "the source is not discovered yet; try again in a moment" };
            }
        }

        var stored = await memories.StoreAsync(tenant, [.. drafts.Select(item => item.Draft)], request.Operation, cancellationToken);
        for (var i = 0; i < drafts.Count; i++)
        {
            items[drafts[i].Index] = Answer(drafts[i].Index, stored[i]);
        }

        // Also of what was known: a call that was interrupted after it stored its examples is sent again, and has their words still to learn.
        var known = drafts.Zip(stored).Where(pair => pair.Second.Id is not null);
        await synonyms.LearnAsync(source, [.. known.Select(pair => (pair.First.Draft, pair.Second.Id!))], cancellationToken);
        return ImmutableArray.CreateRange(items.OfType<BatchItem>());
    }

    private static BatchItem Answer(int index, BatchItem stored) => stored.Status switch
    {
        "stored" => stored with { Index = index, Status = "accepted" },
        "merged" => stored with { Index = index, Status = "rejected", Reason = "duplicate: this question and statement are known already" },
        _ => stored with { Index = index, Status = "rejected" },
    };

    private async Task<Problem?> CheckAsync(string tenant, TeachRequest request, CancellationToken cancellationToken)
    {
        if (request.Agent is { } agent && roster.Find(agent) is null)
        {
            return Problem.NotFound("unknownAgent", $"There is no agent '{agent}'; GET /v1/agents lists them.", "agent");
        }

        if (request.Examples.Length is 0 or > MostExamples)
        {
            return Problem.Invalid("examples", $"Send between 1 and {MostExamples} examples.");
        }

        return (await sources.FindAsync(new SourceKey(tenant, request.Source), cancellationToken)).Problem;
    }

    private async Task<string?> FaultOfAsync(SourceKey source, SqlExample example, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(example.Question) ? "question: it is empty"
        : example.Question.Length > 4000 ? "question: it is longer than 4,000 characters"
        : await TryStatementAsync(source, example.Sql, "sql", cancellationToken) is { } problem ? $"sql: {problem.Message}"
        : null;

    private async Task<Outcome<MemoryDraft>> DraftAsync(SourceKey source, string? agent, SqlExample example, CancellationToken cancellationToken)
    {
        var rests = await dependencies.OfAsync(source, example.Sql, cancellationToken);
        return rests.Succeeded ? Draft(source, agent, example, rests.Value) : rests.Problem;
    }

    private static MemoryDraft Draft(SourceKey source, string? agent, SqlExample example, ImmutableArray<MemoryDependency> rests) => new()
    {
        Agent = agent,
        Source = source.Source,
        Kind = MemoryKinds.SqlExample,
        Subject = example.Question.Trim(),
        Content = example.Sql,
        Trust = MemoryTrust.Verified,
        Importance = 0.9,
        Confidence = 0.95,
        Provenance = "api",
        UniqueKey = ExampleKey.Of(example.Question),
        DependsOn = rests,
    };
}
