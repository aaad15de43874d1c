using System.Globalization;
using System.Text;
using Npgsql;

namespace AgentCluster.Silo.Sample.Postgres;

/// <summary>Writes the schema, its rows and what only PostgreSQL has beside them into the schema <c>public</c>. The caller's transaction holds all of it.</summary>
internal sealed class PostgresSampleWriter(NpgsqlConnection connection)
{
    private const int RowsBetweenCancellationChecks = 1000;

    /// <summary>What is written in SQL by hand, in the order in which it can be run.</summary>
    private static readonly string[] Scripts = ["ledger", "functions", "reports", "policies", "comments"];

    public async Task WriteAsync(SampleSchema schema, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var table in schema.Tables)
        {
            await ExecuteAsync(PostgresDdl.Enums(table).Append(PostgresDdl.Table(table)).Concat(PostgresDdl.Partitions(table, today.Year - 3, today.Year + 1)), cancellationToken);
            await FillAsync(table, schema.Rows(table), cancellationToken);
            await ExecuteAsync(PostgresDdl.Indexes(table), cancellationToken);
        }

        await ExecuteAsync(schema.Tables.SelectMany(PostgresDdl.ForeignKeys), cancellationToken);
        await ExecuteAsync(schema.Tables.Select(PostgresDdl.Numbering).OfType<string>(), cancellationToken);

        // Triggers come after the rows: the history they would write is already among them.
        await ExecuteAsync(schema.Views.Select(PostgresDdl.View).Concat(schema.Triggers.SelectMany(PostgresDdl.Trigger)), cancellationToken);
        await ExecuteAsync(Scripts.Select(SqlOf), cancellationToken);
        await ExecuteAsync(["ANALYZE"], cancellationToken);
    }

    private async Task FillAsync(SampleTable table, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginTextImportAsync(PostgresDdl.Copy(table), cancellationToken);
        var line = new StringBuilder();
        var count = 0;
        foreach (var row in rows)
        {
            if (count++ % RowsBetweenCancellationChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (row.Length != table.Columns.Count)
            {
                throw new InvalidOperationException($"A row of {table.Name} has {row.Length} values for {table.Columns.Count} columns.");
            }

            await copy.WriteAsync(line.Clear().AppendJoin('\t', row.Select(Field)).Append('\n'), cancellationToken);
        }
    }

    /// <summary>A value in the text format of COPY.</summary>
    private static string Field(object? value) => value switch
    {
        null => "\\N",
        string text => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal),
        bool flag => flag ? "t" : "f",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture),
        int or decimal or double => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => throw new ArgumentException($"The sample has no column for a {value.GetType().Name}.", nameof(value)),
    };

    private static string SqlOf(string script)
    {
        using var reader = new StreamReader(typeof(PostgresSampleWriter).Assembly.GetManifestResourceStream($"AgentCluster.Silo.Sample.Postgres.{script}.sql")!);
        return reader.ReadToEnd();
    }

    private async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
