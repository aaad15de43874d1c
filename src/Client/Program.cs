using AgentCluster;
using AgentCluster.Client.Hosting;
using Microsoft.Extensions.Options;

try
{
    var configuration = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(args, new Dictionary<string, string> { ["--urls"] = "AgentCluster:Urls" })
        .Build();
    KnownSettings.Require(configuration);
    var settings = GatewaySettings.Of(configuration);
    Listeners.RefuseBusyPorts(settings.Url, settings.GrpcUrl);
    await using var app = GatewayHost.Build(settings, configuration);
    await app.StartListeningAsync(CancellationToken.None);
    Console.WriteLine($"AgentCluster gateway answers at {settings.Url}, gRPC at {settings.GrpcUrl ?? "(off)"}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception failure) when (failure is AgentClusterException or OptionsValidationException)
{
    Console.Error.WriteLine($"agentcluster: {failure.Message}");
    return 1;
}
