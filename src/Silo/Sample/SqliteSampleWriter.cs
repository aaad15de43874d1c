using System.Globalization;
using AgentCluster.Execution;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Sample;

/// <summary>Writes the schema and its rows into an empty SQLite database, in one transaction.</summary>
internal sealed class SqliteSampleWriter(SqliteConnection connection)
{
    private const int RowsBetweenCancellationChecks = 1000;

    public void Write(SampleSchema schema, CancellationToken cancellationToken)
    {
        // The file is thrown away whole if anything goes wrong, so it needs neither a journal nor a sync of its own.
        // Foreign keys are verified by the tests; checking them row by row would double the time.
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;");
        Execute("BEGIN");
        Execute(SourceLedger.Sqlite);
        foreach (var table in schema.Tables)
        {
            Execute(SqliteDdl.Table(table));
            Fill(table, schema.Rows(table), cancellationToken);
            Execute(SqliteDdl.Indexes(table));
        }

        // Triggers come last: the history they would write is already among the rows.
        Execute(schema.Views.Select(SqliteDdl.View));
        Execute(schema.Triggers.Select(SqliteDdl.Trigger));
        Execute("COMMIT");
    }

    private void Fill(SampleTable table, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = SqliteDdl.Insert(table);
        var places = table.Columns.Select((_, i) => insert.Parameters.Add($"?{i + 1}", SqliteType.Text)).ToArray();
        insert.Prepare();
        var count = 0;
        foreach (var row in rows)
        {
            if (count++ % RowsBetweenCancellationChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (row.Length != places.Length)
            {
                throw new InvalidOperationException($"A row of {table.Name} has {row.Length} values for {places.Length} columns.");
            }

            for (var i = 0; i < row.Length; i++)
            {
                Set(places[i], row[i]);
            }

            insert.ExecuteNonQuery();
        }
    }

    private static void Set(SqliteParameter place, object? value)
    {
        (place.SqliteType, place.Value) = value switch
        {
            null => (SqliteType.Text, DBNull.Value),
            string text => (SqliteType.Text, (object)text),
            int number => (SqliteType.Integer, number),
            decimal amount => (SqliteType.Real, (double)amount),
            double real => (SqliteType.Real, real),
            bool flag => (SqliteType.Integer, flag ? 1 : 0),
            DateOnly day => (SqliteType.Text, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateTime instant => (SqliteType.Text, instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            _ => throw new ArgumentException($"The sample has no column for a {value.GetType().Name}.", nameof(value)),
        };
    }

    private void Execute(IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            Execute(statement);
        }
    }

    private void Execute(string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
