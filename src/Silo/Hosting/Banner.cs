namespace AgentCluster.Silo.Hosting;

/// <summary>What a start tells the person at the terminal.</summary>
internal static class Banner
{
    public static string Of(EmbeddedCluster cluster) => $"""

        AgentCluster is ready: twenty agents know your database.

          Data    {cluster.Data.Path}
          URL     {cluster.Url}   (API reference: {cluster.Url}/scalar)
          Stop    Ctrl-C

        Try, from another terminal:
        {string.Join(Environment.NewLine, Questions(cluster.IsSample).Select(question =>
            $$"""  curl -s {{cluster.Url}}/v1/ask -H 'Content-Type: application/json' -d '{"question":"{{question}}"}'"""))}

        """;

    private static string[] Questions(bool sample) => sample
        ? ["How many clients are there?", "What is the total amount of payments by method?", "Which 5 campaigns have the largest budget?"]
        : ["Which tables are there?", "How many rows does each table have?", "What changed lately?"];
}
