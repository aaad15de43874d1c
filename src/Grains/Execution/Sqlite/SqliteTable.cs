using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Sqlite;

/// <summary>A table whose rows change: the columns that hold values, and its key.</summary>
/// <param name="Name">Its name as the catalog spells it.</param>
/// <param name="Columns">Name, place in a stored row, and declared type.</param>
/// <param name="Key">The columns of its primary key, in its order.</param>
internal sealed record SqliteTable(string Name, ImmutableArray<(string Name, int Place, string Declared)> Columns, ImmutableArray<string> Key)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ImmutableArray<string> ColumnNames { get; } = [.. Columns.Select(column => column.Name)];

    /// <summary>The table, or null when there is none of that name or its rows are kept elsewhere (views, virtual tables).</summary>
    public static SqliteTable? Find(SqliteSession session, string name) => session.Authorizer.Own(() =>
    {
        var spelling = session.Connection.Query(
            row => row.GetString(0),
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = @name COLLATE NOCASE AND sql NOT LIKE 'CREATE VIRTUAL%'",
            ("@name", name)).FirstOrDefault();
        if (spelling is null)
        {
            return null;
        }

        // Columns that are computed (hidden 2 and 3) hold nothing of their own.
        var columns = session.Connection.Query(
            row => (Name: row.GetString(0), Place: row.GetInt32(1), Declared: row.GetString(2), Key: row.GetInt32(3)),
            "SELECT name, cid, type, pk FROM pragma_table_xinfo(@name) WHERE hidden = 0 ORDER BY cid",
            ("@name", spelling));
        return new SqliteTable(
            spelling,
            [.. columns.Select(column => (column.Name, column.Place, column.Declared))],
            [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)]);
    });

    /// <summary>Whether numbers in a column are always real (https://www.sqlite.org/datatype3.html#determination_of_column_affinity).</summary>
    public static bool IsReal(string declared) =>
        !Has(declared, "INT") && !Has(declared, "CHAR") && !Has(declared, "CLOB") && !Has(declared, "TEXT") && !Has(declared, "BLOB")
        && (Has(declared, "REAL") || Has(declared, "FLOA") || Has(declared, "DOUB"));

    /// <summary>The first rows as the API shows them.</summary>
    public ResultSet Show(IEnumerable<ImmutableArray<string?>> rows, bool truncated)
    {
        var types = Columns.Select(column => new SqliteColumnType(column.Declared.Length == 0 ? null : column.Declared)).ToArray();
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
                    SqliteValue.Write(writer, row[i], ref types[i]);
                }

                writer.WriteEndArray();
                count++;
            }

            writer.WriteEndArray();
        }

        return new()
        {
            Columns = ColumnNames,
            ColumnTypes = [.. types.Select(type => type.Name)],
            RowsJson = Encoding.UTF8.GetString(buffer.WrittenSpan),
            RowCount = count,
            Truncated = truncated,
        };
    }

    /// <summary>Rows by their key.</summary>
    public static IEnumerable<RowImage> InOrder(RowImages images, IEnumerable<RowImage> rows) =>
        rows.Order(Comparer<RowImage>.Create((one, other) => Compare(images, one, other)));

    private static int Compare(RowImages images, RowImage one, RowImage other) =>
        images.KeyOf(one.Before ?? one.After!.Value).Zip(images.KeyOf(other.Before ?? other.After!.Value), SqliteValue.Compare).FirstOrDefault(order => order != 0);

    private static bool Has(string declared, string word) => declared.Contains(word, StringComparison.OrdinalIgnoreCase);
}
