using System.Globalization;
using AgentCluster.Execution.Postgres;
using AgentCluster.Silo.Sample.Postgres;
using Npgsql;

namespace AgentCluster.Silo.Commands;

/// <summary>Makes the sample company in a PostgreSQL database and says how to use it as a source.</summary>
internal static class SampleCommand
{
    public static async Task<int> RunAsync(string connection, CancellationToken cancellationToken)
    {
        var owner = PostgresConnectionString.Read("--connection", connection);
        if (!owner.Succeeded)
        {
            throw new AgentClusterException($"--connection: {owner.Problem.Message}");
        }

        var report = await PostgresSample.MakeAsync(owner.Value.ToString(), TimeProvider.System, cancellationToken);
        await Console.Out.WriteLineAsync(Text(owner.Value, report));
        return 0;
    }

    private static string Text(NpgsqlConnectionStringBuilder owner, PostgresSampleReport report)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"Database '{owner.Database}' on {owner.Host} {(report.IsNew ? "holds the sample company now" : "holds the sample company already; it was left as it is")}.");
        if (report.ForTheDba is { } sql)
        {
            text.WriteLine($"This login may not do all of it. As a superuser run once, in the same database:{Environment.NewLine}{Environment.NewLine}{sql}");
        }

        if (report.Passwords.IsEmpty)
        {
            text.WriteLine($"Its logins are {report.Inspector}, {report.Reader} and {report.Writer}; they keep their passwords.");
            return text.ToString();
        }

        text.WriteLine($"""

            As the default source of a cluster (the passwords are shown this once):

            export AgentCluster__Sources__default__Provider=Postgres
            export AgentCluster__Sources__default__ConnectionString='{Login(owner, report, report.Inspector)}'
            export AgentCluster__Sources__default__ReadConnectionString='{Login(owner, report, report.Reader)}'

            For approved changes, later:

            {Login(owner, report, report.Writer)}
            """);
        return text.ToString();
    }

    private static string Login(NpgsqlConnectionStringBuilder owner, PostgresSampleReport report, string login) => new NpgsqlConnectionStringBuilder
    {
        Host = owner.Host,
        Port = owner.Port,
        Database = owner.Database,
        Username = login,
        Password = report.Passwords.GetValueOrDefault(login, "..."),
        SslMode = owner.SslMode,
        RootCertificate = owner.RootCertificate,
    }.ToString();
}
