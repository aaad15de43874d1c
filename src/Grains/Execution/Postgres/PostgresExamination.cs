using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Postgres;

/// <summary>Looks at a change through the inspecting login.</summary>
internal static class PostgresExamination
{
    public static async Task<PostgresExamined> ReadAsync(PostgresSession session, PostgresCatalog catalog, SourceSettings settings, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        var shape = PostgresShape.Of(sql);
        var inspector = new PostgresInspector(session, catalog, settings);
        var inspected = await inspector.InspectAsync(sql, parameters, cancellationToken);
        var trace = inspector.Trace;
        var named = shape.IsQuery && !trace.Utility ? [] : await PostgresDefinitions.NamedAsync(session.Connection, shape, cancellationToken);
        (uint[] Relations, uint[] Functions) touched = ([.. trace.Relations.Keys.Union(named)], [.. trace.Functions]);
        uint[] targets = trace.Changes.Count > 0 ? [.. trace.Changes.Select(change => change.Target)] : named;
        var change = shape is { IsQuery: true, Explained: false } && trace.Changes is [var only] && only.Kind == trace.Kind ? only : null;
        var table = change is null ? null : await PostgresTable.FindAsync(session.Connection, change.Target, cancellationToken);
        return new()
        {
            Inspected = inspected,
            Shape = shape,
            Touched = touched,
            Fingerprint = await PostgresDefinitions.FingerprintAsync(session.Connection, touched.Relations, touched.Functions, cancellationToken),
            Change = change,
            Behind = await PostgresBehind.ReadAsync(session.Connection, targets, cancellationToken),
            Table = table,
            Capturing = table is null ? null : await CapturingAsync(session, catalog, settings, (shape, change!, table), parameters, cancellationToken),
            CanBePlanned = shape is { IsQuery: true, Explained: false } && !trace.Utility && trace.Changes.Count > 0 && !RunsCode(trace, catalog),
            MovesSequence = trace.Functions.Any(oid => catalog.Functions.TryGetValue(oid, out var function) && function.IsBuiltIn && function.Name == "nextval"),
        };
    }

    /// <summary>The statement that tells its rows; it goes through the inspector as well, and must make the same change and no other.</summary>
    private static async Task<string?> CapturingAsync(
        PostgresSession session, PostgresCatalog catalog, SourceSettings settings, (PostgresShape Shape, PostgresChange Change, PostgresTable Table) of, object?[] parameters, CancellationToken cancellationToken)
    {
        if (PostgresCapture.Wrap(of.Shape, of.Change, of.Table, RowImages.MaxRows, RowImages.MaxBytes) is not { } capturing)
        {
            return null;
        }

        var inspector = new PostgresInspector(session, catalog, settings);
        var inspected = await inspector.InspectAsync(capturing, parameters, cancellationToken);
        return inspected.Inspection.Verdict != Verdict.Forbidden && inspector.Trace.Changes is [var change] && change.Kind == of.Change.Kind && change.Target == of.Change.Target && !RunsCode(inspector.Trace, catalog)
            ? capturing : null;
    }

    private static bool RunsCode(PostgresTrace trace, PostgresCatalog catalog) =>
        trace.Types.Any(catalog.HazardTypes.Contains)
        || trace.Functions.Any(oid => !catalog.Functions.TryGetValue(oid, out var function) || PostgresFunctions.Verdict(function) > Verdict.Write);
}
