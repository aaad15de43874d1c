using AgentCluster.Client.Hosting;
using AgentCluster.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace AgentCluster.Silo.Tests.Deployment;

/// <summary>The folder <c>deploy</c> of the repository, copied beside the tests.</summary>
internal static class DeployFolder
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "deploy");

    public static string Read(params string[] path) => File.ReadAllText(System.IO.Path.Combine([Path, .. path]));

    /// <summary>Fails when the program does not know a setting among the names of an environment.</summary>
    public static void AssertKnown(IEnumerable<string> names, bool isGateway)
    {
        var configuration = Configuration(names.Select(name => KeyValuePair.Create(name, (string?)"x")));
        if (isGateway)
        {
            KnownSettings.Require(configuration);
        }
        else
        {
            UnknownSettings.Refuse(configuration);
        }
    }

    /// <summary>What the program's configuration makes of an environment.</summary>
    public static IConfiguration Configuration(IEnumerable<KeyValuePair<string, string?>> environment) => new ConfigurationBuilder()
        .AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value)))
        .Build();
}
