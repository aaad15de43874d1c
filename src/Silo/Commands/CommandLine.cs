using System.CommandLine;
using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>The command line: without a command it runs the embedded cluster.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Directory that keeps everything the cluster remembers. Default: AgentCluster under the user's local application data.",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly Option<string?> Urls = new("--urls")
    {
        Description = $"Address of the HTTP gateway; loopback only until the first API key is issued. Default: {ClusterSettings.DefaultUrl}",
        HelpName = "URL",
        Recursive = true,
    };

    private static readonly Option<string?> Source = new("--source")
    {
        Description = "SQLite database that the agents shall know as 'default', in place of the sample company.",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("AgentCluster: agents that discover a business database, answer questions about it, and learn from every one.")
        {
            Data, Urls, Source, Ask(), Discover(), Migrate(), Doctor(), Sample(), ApprovalsCommand.Create(), KeysCommand.Create(), TenantsCommand.Create(),
        };
        root.SetAction((parsed, cancellationToken) => GuardAsync(() => RunCommand.RunAsync(SettingsOf(parsed), cancellationToken)));

        // The host drains on Ctrl-C by itself; the parser must not cut it short.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Command Ask()
    {
        var question = new Argument<string>("question") { Description = "The question, in quotes." };
        var agent = new Option<string?>("--agent") { Description = "The agent to ask; by default the cluster picks one.", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Print the whole answer as JSON." };
        var command = new Command("ask", $"Asks the cluster that runs on the data directory, or starts one for this question, with the API key in {RunningCluster.KeyVariable} if there is one.") { question, agent, json };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => AskCommand.RunAsync(
            SettingsOf(parsed), parsed.GetValue(question)!, parsed.GetValue(agent), parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static Command Discover()
    {
        var command = new Command("discover", "Discovers the source again and prints what there is and what changed.");
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => DiscoverCommand.RunAsync(SettingsOf(parsed), cancellationToken)));
        return command;
    }

    private static Command Migrate()
    {
        var script = new Option<bool>("--script") { Description = "Print the SQL that makes the PostgreSQL schema, for a DBA, and change nothing." };
        var command = new Command("migrate", "Brings the platform's databases to the current schema; the embedded cluster does so at every start.") { script };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => MigrateCommand.RunAsync(SettingsOf(parsed), parsed.GetValue(script), cancellationToken)));
        return command;
    }

    private static Command Doctor()
    {
        var source = new Option<string?>("--source") { Description = "Examine this source only, and print the SQL of its ledger if that is missing.", HelpName = "NAME" };
        var create = new Option<bool>("--create-ledger") { Description = "Make the ledger of executed actions in the source." };
        var silos = new Option<int>("--silos") { Description = "Silos that shall share the platform database.", HelpName = "COUNT", DefaultValueFactory = _ => 3 };
        var gateways = new Option<int>("--gateways") { Description = "Gateways that shall.", HelpName = "COUNT", DefaultValueFactory = _ => 2 };
        var json = new Option<bool>("--json") { Description = "Print the results as JSON." };
        var command = new Command("doctor", "Examines databases, logins and sources, and prints what mends them. Ends with 1 when something fails.") { source, create, silos, gateways, json };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => DoctorCommand.RunAsync(
            ClusterSettings.Load(parsed.GetValue(Data), parsed.GetValue(Urls), source: null),
            new(parsed.GetValue(source), parsed.GetValue(create), parsed.GetValue(silos), parsed.GetValue(gateways), parsed.GetValue(json)),
            cancellationToken)));
        return command;
    }

    private static Command Sample()
    {
        var connection = new Option<string>("--connection")
        {
            Description = "The owner of an empty database: 'Host=...;Database=...;Username=...', 'postgresql://...', or 'env:NAME' that names a variable holding one.",
            HelpName = "CONNECTION",
            Required = true,
        };
        var command = new Command("sample", "Makes the sample company in a PostgreSQL database, with logins to inspect, read and write it. A database that holds anything else is not touched.") { connection };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => SampleCommand.RunAsync(parsed.GetValue(connection)!, cancellationToken)));
        return command;
    }

    public static ClusterSettings SettingsOf(ParseResult parsed) =>
        ClusterSettings.Load(parsed.GetValue(Data), parsed.GetValue(Urls), parsed.GetValue(Source));

    /// <summary>What a person can mend is told in one line, without a stack trace.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception failure) when (failure is AgentClusterException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"agentcluster: {failure.Message}");
            return 1;
        }
    }
}
