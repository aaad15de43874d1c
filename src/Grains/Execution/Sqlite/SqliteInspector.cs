using System.Text;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Asks SQLite what a statement would do by compiling it under the authorizer; nothing is executed.</summary>
internal static class SqliteInspector
{
    /// <summary>The inspection, and whether it is the engine's parser that refused.</summary>
    public static Inspected Inspect(SqliteSession session, string sql) => Examine(session, sql).Inspected;

    /// <summary>The inspection with what it rests on.</summary>
    public static SqliteExamined Examine(SqliteSession session, string sql)
    {
        var shape = SqliteShape.Of(sql);
        var trace = SqliteTrace.For(shape);
        return new(StatementBytes.Fault(sql) is { } fault ? Inspected.Refused("unknown", fault) : Inspect(session, sql, shape, trace), trace);
    }

    private static Inspected Inspect(SqliteSession session, string sql, SqliteShape shape, SqliteTrace trace)
    {
        SqliteUnreported.Forbid(sql, session.Authorizer.Schema, trace);
        var compiled = session.Authorizer.Inspecting(trace, () => Compile(session, sql));
        if (compiled.Error is null && SqliteUnreported.QueryOfView(shape) is { } query)
        {
            var behind = new SqliteTrace();
            compiled = session.Authorizer.Inspecting(behind, () => Compile(session, query));
            trace.Merge(behind);
        }

        if (compiled.Error is not null && trace.Forbidden.Count == 0 && !trace.Functions.Any(SqliteFunctions.IsHostile) && !shape.WritesFile)
        {
            return Inspected.Refused(shape.Kind, compiled.Error, compiled.EngineError);
        }

        trace.ChangesAside = compiled.Error is null && trace is { Changes.Count: > 0, Definitions.Count: 0 }
            && session.Authorizer.Inspecting(new SqliteTrace(), () => session.ChangesAside(shape.Body));
        var bounded = compiled.Error is null && IsBounded(session, shape, trace);
        return new(SqliteJudge.Judge(shape, trace, compiled.ReadOnly, bounded), false);
    }

    private static Compilation Compile(SqliteSession session, string sql)
    {
        if (SqliteExpansion.IsHuge(sql))
        {
            return new(false, "Its queries name one another, or one another's columns, too often.", EngineError: false);
        }

        var result = session.Prepare(Encoding.UTF8.GetBytes(sql), out var statement, out var tail);
        using (statement)
        {
            if (result != raw.SQLITE_OK)
            {
                return new(false, session.Message, EngineError: true);
            }

            if (statement is null || statement.IsInvalid)
            {
                return new(false, "The statement is empty.", EngineError: false);
            }

            // What a second statement would do does not matter: there is none to run.
            return new SqliteLexer(Encoding.UTF8.GetString(tail)).IsAtEnd()
                ? new(raw.sqlite3_stmt_readonly(statement) != 0, null, EngineError: false)
                : new(false, "There is more than one statement.", EngineError: false);
        }
    }

    private static bool IsBounded(SqliteSession session, SqliteShape shape, SqliteTrace trace)
    {
        if (trace.Changes.Count == 0 || trace.Definitions.Count > 0)
        {
            return true;
        }

        if (trace.Recursive)
        {
            return false;
        }

        var rows = session.Authorizer.Inspecting(new SqliteTrace(), () => session.QueryPlan(shape.Body));
        var schema = session.Authorizer.Schema;
        return rows is not null && SqlitePlan.IsBounded(rows, new SqliteWording(shape.Body, schema), schema, picksRows: trace.Changes[0].Action != raw.SQLITE_INSERT);
    }

    private readonly record struct Compilation(bool ReadOnly, string? Error, bool EngineError);
}
