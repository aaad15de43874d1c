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
        var trace = new SqliteTrace { Defines = shape.Kind.Contains(' ', StringComparison.Ordinal), MakesTable = shape.Kind == "create table" };
        return new(StatementBytes.Fault(sql) is { } fault ? Inspected.Refused("unknown", fault) : Inspect(session, sql, shape, trace), trace);
    }

    private static Inspected Inspect(SqliteSession session, string sql, SqliteShape shape, SqliteTrace trace)
    {
        ForbidNames(sql, session.Authorizer.Schema, trace);
        var compiled = session.Authorizer.Inspecting(trace, () => Compile(session, sql));
        if (compiled.Error is not null && trace.Forbidden.Count == 0 && !trace.Functions.Any(SqliteFunctions.IsHostile) && !shape.WritesFile)
        {
            return Inspected.Refused(shape.Kind, compiled.Error, compiled.EngineError);
        }

        var bounded = compiled.Error is null && IsBounded(session, shape, trace);
        return new(SqliteJudge.Judge(shape, trace, compiled.ReadOnly, bounded), false);
    }

    /// <summary>The engine is silent on a table in a part of the statement that it leaves out, and that may be another part next time.</summary>
    private static void ForbidNames(string sql, SqliteSchema schema, SqliteTrace trace)
    {
        var lexer = new SqliteLexer(sql);
        while (lexer.MoveNext())
        {
            if (lexer.Kind is SqliteTokenKind.Word or SqliteTokenKind.Quoted && sql[lexer.Start] != '\'' && schema.IsDenied(lexer.Text))
            {
                trace.Forbid($"Names {lexer.Text}, which is out of bounds.");
            }
        }
    }

    private static Compilation Compile(SqliteSession session, string sql)
    {
        if (SqliteExpansion.IsHuge(sql))
        {
            return new(false, "Its WITH queries name one another too often.", EngineError: false);
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
        return rows is not null && SqlitePlan.IsBounded(rows, new SqliteWording(shape.Body, session.Authorizer.Schema.HoldsRows), needsLoop: trace.Changes[0].Action != raw.SQLITE_INSERT);
    }

    private readonly record struct Compilation(bool ReadOnly, string? Error, bool EngineError);
}
