using AgentCluster.Discovery;

namespace AgentCluster.Silo.Hosting;

/// <summary>What a start tells the person at the terminal.</summary>
internal static class Banner
{
    private const int QuestionsShown = 3;

    public static string Of(EmbeddedCluster cluster) => $"""

        AgentCluster is ready: twenty agents know your database.

          Data    {cluster.Data.Path}
          URL     {cluster.Url}   (API reference: {cluster.Url}/scalar, grains: {cluster.Url}/dashboard)
          gRPC    {cluster.GrpcUrl ?? "off"}
          Stop    Ctrl-C

        Try, from another terminal:
        {string.Join(Environment.NewLine, (cluster.IsSample ? SampleQuestions : Questions(cluster.Catalog)).Select(question =>
            $$"""  curl -s {{cluster.Url}}/v1/ask -H 'Content-Type: application/json' -d '{"question":"{{question}}"}'"""))}

        """;

    private static string[] SampleQuestions { get; } =
        ["How many clients are there?", "What is the total amount of payments by method?", "Which 5 campaigns have the largest budget?"];

    /// <summary>Questions about the largest tables, whatever they are called.</summary>
    private static IEnumerable<string> Questions(Catalog catalog) => catalog.Tables
        .Where(table => !table.IsView && table.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
        .OrderByDescending(table => table.RowCount)
        .Take(QuestionsShown)
        .Select(table => $"How many rows of {table.Name.Replace('_', ' ')} are there?");
}
