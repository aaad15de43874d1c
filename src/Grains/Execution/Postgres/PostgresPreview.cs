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
        if (!examined.CanBePlanned)
        {
            return facts;
        }

        var tried = await TryAsync();
        if (tried.Value is not { Images: { } images } first)
        {
            return tried.Succeeded ? tried.Value.Preview : tried.Problem;
        }

        // What comes from other tables is bound as it was shown; a second transaction tells what a clock, a sequence or chance makes.
        return examined.Touched.Relations.Length > 1 && (await TryAsync()).Value?.Images is { } second && images.SameResults(second) is var results
            ? first.Preview with { BoundResults = results, RowsDigest = images.Digest(results) }
            : first.Preview;

        Task<Outcome<Tried>> TryAsync() => source.WriteAsync((connection, token) => PostgresPreview.TryAsync(connection, examined, facts, (sql, parameters), limit, token), cancellationToken);
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
            RowsDigest = images.Digest(null),
        };
    }

    private static async Task<Outcome<Tried>> TryAsync(
        NpgsqlConnection connection, PostgresExamined examined, Preview facts, (string Sql, object?[] Parameters) statement, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await PostgresTransaction.BeginAsync(connection, limit, Wait, cancellationToken);
            facts = facts with { RowsAffected = await transaction.EstimateAsync(statement.Sql, statement.Parameters, cancellationToken) };
            if (!examined.CanBeTried || facts.RowsAffected > MaxTriedRows)
            {
                return new Tried(facts, null);
            }

            var (rows, images) = await transaction.ChangeAsync(examined, statement.Sql, statement.Parameters, cancellationToken);
            await transaction.CheckDeferredAsync(cancellationToken);
            return images is null ? new Tried(facts with { RowsAffected = rows, IsExact = true }, null)
                : new Tried(Of(examined.Table!, images, rows) with { NotRolledBack = facts.NotRolledBack, Fingerprint = facts.Fingerprint }, images);
        }
        catch (PostgresException refused) when (PostgresFaults.OfChange(refused, limit, cancellationToken) is { } problem)
        {
            return problem.Code == "timeout" ? new Tried(facts, null) : problem;
        }
        finally
        {
            await PostgresReadSandbox.EndAsync(connection);
        }
    }

    private sealed record Tried(Preview Preview, RowImages? Images);
}
