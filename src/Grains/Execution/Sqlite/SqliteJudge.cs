using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>From what the engine reported to a verdict. Anything not proven harmless is not a read.</summary>
internal static class SqliteJudge
{
    public static Inspection Judge(SqliteShape shape, SqliteTrace trace, bool engineSaysReadOnly, bool bounded)
    {
        var reasons = new List<string>(trace.Forbidden);
        if (shape.WritesFile)
        {
            reasons.Add("VACUUM INTO writes a file.");
        }

        reasons.AddRange(trace.Functions.Where(SqliteFunctions.IsHostile).Select(name => $"Calls {name}, which reaches beyond the database."));
        if (shape.Kind == "unknown")
        {
            reasons.Add("The kind of statement is not known.");
        }

        if (reasons.Count > 0)
        {
            return Inspection(Verdict.Forbidden, shape, trace, reasons);
        }

        AddDangers(reasons, shape, trace, bounded);
        if (reasons.Count > 0)
        {
            return Inspection(Verdict.Dangerous, shape, trace, reasons);
        }

        if (trace.Changes.Count > 0)
        {
            return Inspection(Verdict.Write, shape, trace, [$"Changes rows of {trace.Changes[0].Table}."]);
        }

        return engineSaysReadOnly
            ? Inspection(Verdict.Read, shape, trace, [])
            : Inspection(Verdict.Dangerous, shape, trace, ["The engine says that it changes the database file."]);
    }

    private static void AddDangers(List<string> reasons, SqliteShape shape, SqliteTrace trace, bool bounded)
    {
        var definitions = trace.Definitions.Select(definition => $"Changes the schema: {definition.What} {definition.Table}.".Replace(" .", ".", StringComparison.Ordinal));
        reasons.AddRange(definitions.Distinct());
        if (shape.IsMaintenance && reasons.Count == 0)
        {
            reasons.Add($"{shape.Kind.ToUpperInvariant()} is maintenance of the whole database.");
        }

        // ALTER TABLE is carried out by functions of the engine's own.
        reasons.AddRange(trace.Functions
            .Where(name => !SqliteFunctions.IsHarmless(name) && !(trace.Definitions.Count > 0 && name.StartsWith("sqlite_", StringComparison.Ordinal)))
            .Select(name => $"Calls {name}, which is not known to be harmless."));
        reasons.AddRange(trace.Triggers.Select(name => $"Fires trigger {name}."));
        if (trace.Changes.Count == 0 || trace.Definitions.Count > 0)
        {
            return;
        }

        if (trace.Cascade is { } further)
        {
            reasons.Add($"Changes {further} as well, by a cascade or trigger.");
        }

        if (!bounded)
        {
            reasons.Add($"Nothing bounds how many rows of {trace.Changes[0].Table} it changes.");
        }
    }

    private static Inspection Inspection(Verdict verdict, SqliteShape shape, SqliteTrace trace, IEnumerable<string> reasons) => new()
    {
        Verdict = verdict,
        Kind = shape.Explained ? "explain" : shape.Kind == "with" ? KindOf(trace) : shape.Kind,
        Reasons = [.. reasons],
        Relations = [.. trace.Relations],
        Columns = [.. trace.Columns],
        Functions = [.. trace.Functions],
    };

    private static string KindOf(SqliteTrace trace) => trace.Changes is not [var (action, _), ..] ? "select"
        : action == raw.SQLITE_INSERT ? "insert" : action == raw.SQLITE_UPDATE ? "update" : "delete";
}
