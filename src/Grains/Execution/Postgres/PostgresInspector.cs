using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Asks PostgreSQL what a statement would do: the server analyses and rewrites it and prints its trees; nothing is executed.</summary>
internal sealed class PostgresInspector(PostgresSession session, PostgresCatalog catalog, SourceSettings settings)
{
    private readonly PostgresJudge _judge = new(catalog, settings);
    private readonly PostgresTrace _trace = new();

    /// <summary>What the inspection rests on.</summary>
    public PostgresTrace Trace => _trace;

    /// <summary>The inspection.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Values of <c>$1</c>, <c>$2</c>, ... in order: overloads resolve by their types.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Inspected> InspectAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        if (StatementBytes.Fault(sql) is { } fault)
        {
            return Inspected.Refused("unknown", fault);
        }

        var shape = PostgresShape.Of(sql);
        if (shape.Tokens.Length == 0)
        {
            return Inspected.Refused("unknown", "The statement is empty.");
        }

        if (shape.Tokens.FirstOrDefault(token => token.IsName && catalog.Hazards.Contains(token.Text)) is { Text.Length: > 0 } hazard)
        {
            return new(await UnparsedAsync(shape, hazard.Text, cancellationToken), false);
        }

        var refusal = shape.IsQuery ? await QueryAsync(shape, parameters, cancellationToken) : await UtilityAsync(shape, parameters, cancellationToken);
        return refusal is { } refused ? Inspected.Refused(KindOf(shape), refused.Reason, refused.IsEngines) : new(_judge.Conclude(KindOf(shape), _trace), false);
    }

    /// <summary>A WITH is what its main query is; a SELECT that the server takes for a utility is SELECT INTO.</summary>
    private string KindOf(PostgresShape shape) => shape.Explained ? "explain"
        : shape.IsQuery && _trace.Utility ? "create table"
        : shape.IsQuery && _trace.Kind != "unknown" ? _trace.Kind
        : shape.Kind;

    /// <summary>A statement that may not even be parsed, since parsing a literal of such a type runs a function of a user.</summary>
    private async Task<Inspection> UnparsedAsync(PostgresShape shape, string name, CancellationToken cancellationToken)
    {
        var (verdict, reason) = shape.IsQuery ? (Verdict.Read, "") : PostgresUtility.Judge(shape, catalog, settings);
        _judge.Add(verdict, reason);
        _judge.Add(Verdict.Dangerous, $"Names {name}, whose values are checked by a function of a user while the statement is parsed.");

        // Of a view the server shows no tree then either.
        var views = await PostgresReach.ViewsAsync(session.Connection, shape, cancellationToken);
        foreach (var part in views.Select(PostgresShape.Of).Prepend(shape))
        {
            if (PostgresUtility.Fault(part, catalog, settings) is { } fault)
            {
                _judge.Add(Verdict.Forbidden, fault);
            }

            await ReachAsync(part, cancellationToken);
        }

        return _judge.Conclude(KindOf(shape), _trace);
    }

    /// <summary>What tokens do not show by themselves: whom their names call, and what a definition reaches beyond them.</summary>
    private async Task ReachAsync(PostgresShape shape, CancellationToken cancellationToken)
    {
        var reached = new PostgresTrace();
        reached.Functions.UnionWith(await PostgresReach.FunctionsAsync(session.Connection, shape, cancellationToken));
        foreach (var relation in await PostgresReach.RelationsAsync(session.Connection, shape, cancellationToken))
        {
            reached.Relations[relation] = null;
        }

        await PostgresCatalogReader.CompleteAsync(catalog, session.Connection, reached, cancellationToken);
        _judge.Reach(reached, changesRows: shape.IsQuery);
    }

    private async Task<PostgresRefusal?> QueryAsync(PostgresShape shape, object?[] parameters, CancellationToken cancellationToken)
    {
        if (await AskAsync(shape.Body, parameters, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (_trace.Utility)
        {
            _judge.Add(Verdict.Dangerous, "SELECT INTO creates a table.");
            if (PostgresUtility.Fault(shape, catalog, settings) is { } fault)
            {
                _judge.Add(Verdict.Forbidden, fault);
            }

            return shape.WithoutInto() is { } query ? await AskAsync(query, parameters, cancellationToken) : new("It cannot be told what the statement does.", false);
        }

        return null;
    }

    private async Task<PostgresRefusal?> UtilityAsync(PostgresShape shape, object?[] parameters, CancellationToken cancellationToken)
    {
        var (verdict, reason) = PostgresUtility.Judge(shape, catalog, settings);
        _judge.Add(verdict, reason);
        if (verdict == Verdict.Forbidden)
        {
            return null;
        }

        if (verdict != Verdict.Read)
        {
            await ReachAsync(shape, cancellationToken);
        }

        var query = shape.Kind == "refresh materialized view" ? await session.DefinitionAsync(shape, cancellationToken) : shape.DefiningQuery();
        return await AskAsync(shape.Body, parameters, cancellationToken)
            ?? (query is not null ? await AskAsync(query, parameters, cancellationToken)
                : shape.Kind == "refresh materialized view" ? new("There is no such materialized view.", false) : null);
    }

    /// <summary>Has the server analyse one statement and judges its trees; null, or why there is nothing to judge.</summary>
    private async Task<PostgresRefusal?> AskAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        var answer = await session.AskAsync(sql, parameters, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        var trace = new PostgresTrace();
        var walker = new PostgresTreeWalker(trace);
        foreach (var text in answer.Trees)
        {
            if (PostgresNodeReader.Read(text) is not { } tree)
            {
                return new("The statement is nested too deeply.", false);
            }

            walker.Take(tree);
        }

        await PostgresCatalogReader.CompleteAsync(catalog, session.Connection, trace, cancellationToken);
        _judge.Judge(trace, parameters.Length);
        _trace.Merge(trace);
        return null;
    }
}
