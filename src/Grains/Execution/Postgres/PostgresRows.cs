using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Rows on their way from the server to the API's JSON; a value is never held longer than the result may be.</summary>
internal static class PostgresRows
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The result, cut at whole rows.</summary>
    /// <param name="rows">The server's answer, read in order.</param>
    /// <param name="maxRows">Most rows.</param>
    /// <param name="maxBytes">Most bytes of JSON.</param>
    /// <param name="cancel">Tells the server that no more is wanted.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public static async Task<ResultSet> ReadAsync(NpgsqlDataReader rows, int maxRows, int maxBytes, Action cancel, CancellationToken cancellationToken)
    {
        var types = Enumerable.Range(0, rows.FieldCount).Select(i => PostgresValue.TypeOf(rows.GetDataTypeOID(i))).ToArray();
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartArray();
        writer.Flush();
        var (count, complete, truncated) = (0, buffer.WrittenCount, false);
        while (!truncated && await rows.ReadAsync(cancellationToken))
        {
            truncated = count == maxRows;
            if (!truncated && !await TryWriteAsync(rows, types, writer, maxBytes, cancellationToken))
            {
                truncated = true;
                cancel();
            }
            else if (!truncated)
            {
                writer.Flush();
                (complete, count) = (buffer.WrittenCount, count + 1);
            }
        }

        return new()
        {
            Columns = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)],
            ColumnTypes = [.. types.Select(PostgresValue.NameOf)],
            RowsJson = Encoding.UTF8.GetString(buffer.WrittenSpan[..complete]) + "]",
            RowCount = count,
            Truncated = truncated,
        };
    }

    private static async Task<bool> TryWriteAsync(NpgsqlDataReader rows, PostgresColumnType[] types, Utf8JsonWriter writer, int maxBytes, CancellationToken cancellationToken)
    {
        writer.WriteStartArray();
        for (var i = 0; i < types.Length; i++)
        {
            if (await rows.IsDBNullAsync(i, cancellationToken))
            {
                writer.WriteNullValue();
            }
            else if (await BytesAsync(rows, i, maxBytes, cancellationToken) is { } bytes)
            {
                PostgresValue.Write(writer, types[i], bytes);
            }
            else
            {
                return false;
            }

            if (writer.BytesCommitted + writer.BytesPending + 2 > maxBytes)
            {
                return false;
            }
        }

        writer.WriteEndArray();
        return true;
    }

    /// <summary>A value's text as bytes, or null when it alone is longer than the result may be.</summary>
    private static async Task<byte[]?> BytesAsync(NpgsqlDataReader rows, int i, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await rows.GetStreamAsync(i, cancellationToken);
        if (stream.Length > maxBytes * 2L)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
