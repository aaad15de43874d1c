using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning;

/// <summary>The tool through which every model reads data. It is only declared here; the invoker runs it through the safe executor.</summary>
internal static class DataTool
{
    public const string Name = "query_data";

    public const string Argument = "sql";

    public static AIFunctionDeclaration Declaration { get; } = AIFunctionFactory.Create(Declared, Name).AsDeclarationOnly();

    [Description("Runs one SQL statement that reads the source asked about and returns its rows. Anything but a read is refused.")]
    private static string Declared([Description("One SELECT statement in the source's dialect.")] string sql) => sql;
}
