using System.Globalization;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AgentCluster.TestKit.Postgres;

/// <summary>
/// Copies the tables of a SQLite file into an empty PostgreSQL database. A column gets the type of the values it holds, not the declared
/// one, which binds nobody in SQLite; names become lower case, so that statements written for the file find them however they are spelled.
/// </summary>
public static class SqliteCopy
{
    public static async Task WriteAsync(string file, string connectionString)
    {
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await from.OpenAsync();
        await using var to = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await to.OpenAsync();
        foreach (var table in from.Query(row => row.GetString(0), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
        {
            await CopyAsync(from, to, table);
        }

        await using var analyze = new NpgsqlCommand("ANALYZE", to);
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(SqliteConnection from, NpgsqlConnection to, string table)
    {
        var columns = from.Query(row => (Name: row.GetString(0), NotNull: row.GetBoolean(1), Key: row.GetInt32(2)), $"SELECT name, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY cid");
        var lines = columns.ConvertAll(column => $"{Lower(column.Name)} {TypeOf(from, table, column.Name)}{(column.NotNull ? " NOT NULL" : "")}");
        if (columns.Exists(column => column.Key > 0))
        {
            lines.Add($"PRIMARY KEY ({string.Join(", ", columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => Lower(column.Name)))})");
        }

        await using var create = new NpgsqlCommand($"CREATE TABLE {Lower(table)} ({string.Join(", ", lines)})", to);
        await create.ExecuteNonQueryAsync();
        await using var copy = await to.BeginTextImportAsync($"COPY {Lower(table)} FROM STDIN");
        foreach (var row in from.Query(row => Enumerable.Range(0, row.FieldCount).Select(row.GetValue).ToArray(), $"SELECT * FROM {SqliteCommands.Quote(table)}"))
        {
            await copy.WriteAsync(string.Join('\t', row.Select(Field)) + '\n');
        }
    }

    private static string TypeOf(SqliteConnection from, string table, string column)
    {
        var types = from.Query(row => row.GetString(0), $"SELECT DISTINCT typeof({SqliteCommands.Quote(column)}) FROM {SqliteCommands.Quote(table)}").Where(type => type != "null").ToList();
        return types is ["integer"] ? "bigint" : types.Count > 0 && types.TrueForAll(type => type is "integer" or "real") ? "double precision" : "text";
    }

    private static string Lower(string name) => SqliteCommands.Quote(name.ToLowerInvariant());

    private static string Field(object value) => value is DBNull ? "\\N"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
