using AgentCluster;
using AgentCluster.Client.Hosting;

try
{
    var configuration = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(args, new Dictionary<string, string> { ["--urls"] = "AgentCluster:Urls" })
        .Build();
    var settings = GatewaySettings.Of(configuration);
    await using var app = GatewayHost.Build(settings, configuration);
    await app.StartAsync();
    Console.WriteLine($"AgentCluster gateway answers at {settings.Url}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (AgentClusterException failure)
{
    Console.Error.WriteLine($"agentcluster: {failure.Message}");
    return 1;
}
