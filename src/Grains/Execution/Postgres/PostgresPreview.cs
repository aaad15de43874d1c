using System.Collections.Immutable;
using AgentCluster.Execution.Writing;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>What a change would do: tried in a transaction that is rolled back where no code of a user stands behind its table.</summary>
internal static class PostgresPreview
{
    /// <summary>More rows than these are only estimated.</summary>
    private const long MaxTriedRows = 100_000;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    public static async Task<Outcome<Preview>> OfAsync(PostgresSource source, SourceSettings settings, string sql, object?[] parameters, TimeSpan limit, CancellationToken cancellationToken)
    {
        var examined = await source.InspectAsync(
            (session, catalog, token) => PostgresExamination.ReadAsync(session, catalog, settings, sql, parameters, token), cancellationToken, afresh: true);
        if (WriteGate.Refusal(examined.Inspected) is { } refusal)
        {
            return refusal;
        }

        var facts = new Preview
        {
            Cascades = examined.Cascades, Triggers = examined.Behind.Code, NotRolledBack = examined.NotRolledBack, Fingerprint = examined.Fingerprint,
            Table = examined.Table?.Shown,
        };
        return !examined.CanBePlanned ? facts
            : await source.WriteAsync((connection, token) => TryAsync(connection, examined, facts, (sql, parameters), limit, token), cancellationToken);
    }

    /// <summary>The preview of rows as they are and would be.</summary>
    public static Preview Of(PostgresTable table, RowImages images, long rows)
    {
        var first = images.Rows.Take(WriteGate.SampleRows).ToArray();
        var truncated = rows > first.Length;
        return new()
        {
            RowsAffected = rows,
            IsExact = true,
            Before = table.Show(first.Select(row => row.Before).OfType<ImmutableArray<string?>>(), truncated),
            After = table.Show(first.Select(row => row.After).OfType<ImmutableArray<string?>>(), truncated),
            IsUndoable = images.ToUndo() is not null,
            Table = table.Shown,
            RowsDigest = images.Digest(),
        };
    }

    private static async Task<Outcome<Preview>> TryAsync(
        NpgsqlConnection connection, PostgresExamined examined, Preview facts, (string Sql, object?[] Parameters) statement, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await PostgresTransaction.BeginAsync(connection, limit, Wait, cancellationToken);
            facts = facts with { RowsAffected = await transaction.EstimateAsync(statement.Sql, statement.Parameters, cancellationToken) };
            if (!examined.CanBeTried || facts.RowsAffected > MaxTriedRows)
            {
                return facts;
            }

            var (rows, images) = await transaction.ChangeAsync(examined, statement.Sql, statement.Parameters, cancellationToken);
            await transaction.CheckDeferredAsync(cancellationToken);
            return images is null ? facts with { RowsAffected = rows, IsExact = true }
                : Of(examined.Table!, images, rows) with { NotRolledBack = facts.NotRolledBack, Fingerprint = facts.Fingerprint };
        }
        catch (PostgresException refused) when (PostgresFaults.OfChange(refused, limit, cancellationToken) is { } problem)
        {
            return problem.Code == "timeout" ? facts : problem;
        }
        finally
        {
            await PostgresReadSandbox.EndAsync(connection);
        }
    }
}
