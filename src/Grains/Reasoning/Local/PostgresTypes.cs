using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>What the type of a PostgreSQL column, as <c>format_type</c> writes it, says about its values; a domain's are those of its base.</summary>
internal static class PostgresTypes
{
    public static bool IsArray(CatalogColumn column) => TypeOf(column).EndsWith("[]", StringComparison.Ordinal);

    public static bool IsMoney(CatalogColumn column) => TypeOf(column) == "money";

    /// <summary>Whether values of it neither compare nor group, so that their text is read.</summary>
    public static bool IsReadAsText(CatalogColumn column) => TypeOf(column) is "json" or "xml";

    /// <summary>Whether the engine has MAX and MIN of it, in every version that is supported.</summary>
    public static bool HasExtremes(CatalogColumn column) => column.Type switch
    {
        LogicalType.Integer or LogicalType.Number or LogicalType.Date or LogicalType.Timestamp => true,
        LogicalType.Text => Name(column) is not ("uuid" or "macaddr"),
        _ => Name(column) is "interval" or "time without time zone" or "time with time zone",
    };

    /// <summary>Whether the engine keeps it as text, whatever the text says.</summary>
    public static bool IsText(CatalogColumn column) =>
        Name(column) is "text" or "character varying" or "varchar" or "character" or "char" or "bpchar" or "citext" or "name";

    public static bool IsWithoutZone(CatalogColumn column) =>
        Name(column) is "timestamp" or "timestamp without time zone";

    /// <summary>Whether a text may stand where a value of the column is wanted; elsewhere the engine ends the statement.</summary>
    public static bool Holds(CatalogColumn column, string text) =>
        IsText(column) || Name(column) == "uuid" && Guid.TryParseExact(text, "D", out _) || column.Profile is { } profile && profile.Values.Any(value => value.Value == text);

    /// <summary>Equal for columns that an equation may hold as they are.</summary>
    public static string KindOf(CatalogColumn column) =>
        IsText(column) ? "text"
        : column.Type is LogicalType.Integer or LogicalType.Number ? "number"
        : column.Type is LogicalType.Date or LogicalType.Timestamp ? "time"
        : Name(column);

    private static string TypeOf(CatalogColumn column) => column.BaseType ?? column.DeclaredType;

    // character varying(3) and timestamp(3) with time zone, without what stands in parentheses.
    private static string Name(CatalogColumn column)
    {
        var type = TypeOf(column);
        var (open, close) = (type.IndexOf('(', StringComparison.Ordinal), type.IndexOf(')', StringComparison.Ordinal));
        return open < 0 || close < open ? type : type[..open].TrimEnd() + type[(close + 1)..];
    }
}
