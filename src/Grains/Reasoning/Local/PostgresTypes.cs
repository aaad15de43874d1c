using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>What the declared type of a PostgreSQL column, as <c>format_type</c> writes it, says about comparing its values.</summary>
internal static class PostgresTypes
{
    public static bool IsArray(CatalogColumn column) => column.DeclaredType.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Whether the engine keeps it as text, whatever the text says.</summary>
    public static bool IsText(CatalogColumn column) =>
        Name(column) is "text" or "character varying" or "varchar" or "character" or "char" or "bpchar" or "citext" or "name";

    public static bool IsWithoutZone(CatalogColumn column) =>
        Name(column) is "timestamp" or "timestamp without time zone";

    /// <summary>Equal for columns that an equation may hold as they are.</summary>
    public static string KindOf(CatalogColumn column) =>
        IsText(column) ? "text"
        : column.Type is LogicalType.Integer or LogicalType.Number ? "number"
        : column.Type is LogicalType.Date or LogicalType.Timestamp ? "time"
        : Name(column);

    // character varying(3) and timestamp(3) with time zone, without what stands in parentheses.
    private static string Name(CatalogColumn column)
    {
        var type = column.DeclaredType;
        var (open, close) = (type.IndexOf('(', StringComparison.Ordinal), type.IndexOf(')', StringComparison.Ordinal));
        return open < 0 || close < open ? type : type[..open].TrimEnd() + type[(close + 1)..];
    }
}
