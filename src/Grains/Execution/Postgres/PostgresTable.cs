using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>A table whose rows change: the columns that hold values of their own, and its key.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Name, type as SQL writes it, OID of the type (of a domain, what it is based on), and whether only OVERRIDING sets it.</param>
/// <param name="Key">The columns of its primary key, in its order; empty where there is none or rows of other tables belong to it.</param>
internal sealed record PostgresTable(string Schema, string Name, ImmutableArray<(string Name, string Type, uint Oid, bool IsAlways)> Columns, ImmutableArray<string> Key)
{
    private const string Table =
        """
        SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
               CASE WHEN t.typtype = 'd' THEN (WITH RECURSIVE base(oid) AS (
                   SELECT t.typbasetype UNION SELECT b.typbasetype FROM base JOIN pg_catalog.pg_type b ON b.oid = base.oid WHERE b.typtype = 'd')
                   SELECT base.oid FROM base JOIN pg_catalog.pg_type b ON b.oid = base.oid WHERE b.typtype <> 'd' LIMIT 1) ELSE t.oid END,
               a.attidentity = 'a',
               CASE WHEN c.relkind = 'p' OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) THEN array_position(x.indkey::int2[], a.attnum) END
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_index x ON x.indrelid = c.oid AND x.indisprimary
        WHERE c.oid = $1 AND c.relkind IN ('r', 'p') ORDER BY a.attnum
        """;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public string Shown => $"{Schema}.{Name}";

    public string Quoted => $"{Quote(Schema)}.{Quote(Name)}";

    public ImmutableArray<string> ColumnNames { get; } = [.. Columns.Select(column => column.Name)];

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The table, or null when it is none.</summary>
    public static async Task<PostgresTable?> FindAsync(NpgsqlConnection connection, uint oid, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Table, connection) { Parameters = { new() { Value = oid, NpgsqlDbType = NpgsqlDbType.Oid } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (schema, name) = ("", "");
        var columns = new List<(string Name, string Type, uint Oid, bool IsAlways)>();
        var key = new SortedDictionary<int, string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            (schema, name) = (rows.GetString(0), rows.GetString(1));
            columns.Add((rows.GetString(2), rows.GetString(3), rows.GetFieldValue<uint>(4), rows.GetBoolean(5)));
            if (!rows.IsDBNull(6))
            {
                key[rows.GetInt32(6)] = rows.GetString(2);
            }
        }

        return columns.Count == 0 ? null : new(schema, name, [.. columns], [.. key.Values]);
    }

    /// <summary>The table of a name as <see cref="Shown"/> writes it; a schema's name may hold a dot as well.</summary>
    public static async Task<PostgresTable?> FindAsync(NpgsqlConnection connection, string shown, CancellationToken cancellationToken)
    {
        const string Named = "SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname || '.' || c.relname = $1 AND c.relkind IN ('r', 'p')";
        await using var command = new NpgsqlCommand(Named, connection) { Parameters = { new() { Value = shown } } };
        return await command.ExecuteScalarAsync(cancellationToken) is uint oid ? await FindAsync(connection, oid, cancellationToken) : null;
    }

    /// <summary>Rows as the API shows them.</summary>
    public ResultSet Show(IEnumerable<ImmutableArray<string?>> rows, bool truncated)
    {
        var types = Columns.Select(column => PostgresValue.TypeOf(column.Oid)).ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        var count = 0;
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartArray();
                for (var i = 0; i < types.Length; i++)
                {
                    if (row[i] is { } value)
                    {
                        PostgresValue.Write(writer, types[i], Encoding.UTF8.GetBytes(value));
                    }
                    else
                    {
                        writer.WriteNullValue();
                    }
                }

                writer.WriteEndArray();
                count++;
            }

            writer.WriteEndArray();
        }

        return new()
        {
            Columns = ColumnNames,
            ColumnTypes = [.. types.Select(PostgresValue.NameOf)],
            RowsJson = Encoding.UTF8.GetString(buffer.WrittenSpan),
            RowCount = count,
            Truncated = truncated,
        };
    }
}
