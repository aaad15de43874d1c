using System.Buffers.Binary;

namespace AgentCluster.Execution.Postgres;

/// <summary>A column between two whole numbers that lie near each other.</summary>
internal static class PostgresRange
{
    /// <summary>Most values in a range that counts as bounded.</summary>
    public const long MaxLength = 10_000;

    /// <summary>The shortest range that conditions which all hold keep a column within, if it is short.</summary>
    public static (int Column, long Length)? Shortest(IEnumerable<PostgresNode> conditions, PostgresCatalog catalog, Func<PostgresNode, bool> isColumn)
    {
        var limits = new Dictionary<int, (long? Low, long? High)>();
        foreach (var condition in conditions.Where(condition => condition.Name == "OPEXPR"))
        {
            if (condition.Nodes("args").ToArray() is [var left, var right] && isColumn(left) && WholeNumber(right) is { } limit
                && catalog.Operators.TryGetValue(condition.Oid("opno"), out var known))
            {
                var (low, high) = limits.GetValueOrDefault(left.Number("varattno"));
                limits[left.Number("varattno")] = known.Name switch
                {
                    ">" or ">=" => (Math.Max(low ?? limit, limit), high),
                    "<" or "<=" => (low, Math.Min(high ?? limit, limit)),
                    _ => (low, high),
                };
            }
        }

        return limits.Where(limit => limit.Value is ({ } low, { } high) && (Int128)high - low < MaxLength)
            .Select(limit => ((int, long)?)(limit.Key, Math.Max(0, limit.Value.High!.Value - limit.Value.Low!.Value + 1)))
            .MinBy(range => range!.Value.Item2);
    }

    /// <summary>A constant of type int2, int4 or int8; its bytes as the server holds them in a machine word.</summary>
    public static long? WholeNumber(PostgresNode node)
    {
        if (node.Name != "CONST" || node.Oid("consttype") is not (20 or 21 or 23) || node.Flag("constisnull") || node["constvalue"] is not List<object> datum)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        var found = datum.OfType<string>().SkipWhile(item => item != "[").Skip(1).TakeWhile(item => item != "]").ToArray();
        for (var i = 0; i < Math.Min(found.Length, bytes.Length); i++)
        {
            bytes[i] = unchecked((byte)int.Parse(found[i], System.Globalization.CultureInfo.InvariantCulture));
        }

        // A narrower number fills the word with its sign.
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
