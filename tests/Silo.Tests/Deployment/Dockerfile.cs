namespace AgentCluster.Silo.Tests.Deployment;

/// <summary>The stages of the Dockerfile with their instructions, those of the stage they build on first.</summary>
internal static class Dockerfile
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Targets { get; } = Read();

    public static IEnumerable<string> Ports(string target) =>
        Targets[target].Where(line => line.StartsWith("EXPOSE ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..]);

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var targets = new Dictionary<string, IReadOnlyList<string>>();
        var stage = new List<string>();
        var text = DeployFolder.Read("docker", "Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')))
        {
            if (line.Split(' ') is ["FROM", var parent, "AS", var name])
            {
                targets[name] = stage = [.. targets.GetValueOrDefault(parent, [])];
            }

            stage.Add(line);
        }

        return targets;
    }
}
