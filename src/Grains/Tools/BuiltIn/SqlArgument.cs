using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>The argument of tools that take a statement.</summary>
internal static class SqlArgument
{
    public const string Name = "sql";

    private const int MostShown = 200;

    public static Shape Shape { get; } = Schemas.Shape.Text("one SQL statement in the source's dialect", 64 * 1024);

    public static string Of(ToolCall call) => call.Arguments.GetProperty(Name).GetString()!;

    /// <summary>The statement on one line, cut where it is long.</summary>
    public static string Shown(string sql)
    {
        var line = string.Join(' ', sql.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostShown ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MostShown - 1]) ? MostShown - 1 : MostShown), " ...");
    }
}
