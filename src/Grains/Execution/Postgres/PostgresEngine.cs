using System.Collections.Immutable;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Statements on PostgreSQL sources: the inspecting login says what they do, the reading login runs them.</summary>
internal sealed class PostgresEngine(PostgresSources sources, PostgresReadSandbox sandbox, VerdictCache verdicts) : ISourceEngine
{
    public SourceProvider Provider => SourceProvider.Postgres;

    public Task<Outcome<Inspected>> InspectAsync(SourceKey key, SourceSettings settings, string sql, ImmutableArray<StatementParameter> parameters, CancellationToken cancellationToken) =>
        sources.UseAsync<Inspected>(
            key,
            settings,
            async source => PostgresParameters.InOrder(parameters) switch
            {
                { Succeeded: true, Value: var values } => (await InspectAsync(source, settings, sql, values, cancellationToken)).Inspected,
                var fault => fault.Problem!,
            },
            cancellationToken);

    public Task<Outcome<EngineRead>> ReadAsync(ReadRequest request, SourceSettings settings, CancellationToken cancellationToken) =>
        sources.UseAsync<EngineRead>(
            request.Source,
            settings,
            async source =>
            {
                var parameters = PostgresParameters.InOrder(request.Parameters);
                if (!parameters.Succeeded)
                {
                    return parameters.Problem;
                }

                var read = await ReadAsync(source, settings, request, parameters.Value, afresh: false, cancellationToken);
                return read.Rows?.Problem?.Code != PostgresReadSandbox.Altered ? read
                    : await ReadAsync(source, settings, request, parameters.Value, afresh: true, cancellationToken);
            },
            cancellationToken);

    public Task<Outcome<DiscoveryConnection>> OpenForDiscoveryAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken) =>
        sources.UseAsync<DiscoveryConnection>(key, settings, async source => await source.OpenForDiscoveryAsync(cancellationToken), cancellationToken);

    public async Task<Problem?> ProveAsync(SourceSettings settings, CancellationToken cancellationToken)
    {
        var write = settings.WriteConnectionString is { } text ? PostgresConnectionString.Read("writeConnectionString", text) : null;
        var logins = PostgresLogins.Of(settings, connections: 1);
        return !logins.Succeeded ? logins.Problem
            : write is { Succeeded: false } ? write.Problem
            : await FaultAsync("connectionString", logins.Value.Inspecting, cancellationToken)
                ?? (logins.Value.Reading is { } reading ? await FaultAsync("readConnectionString", reading, cancellationToken) : null);
    }

    public void Forget(SourceKey key) => sources.Drop(key);

    /// <summary>Why a login cannot connect, told of the field and without its value.</summary>
    private static async Task<Problem?> FaultAsync(string field, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            return null;
        }
        catch (NpgsqlException failure)
        {
            return Problem.Invalid(field, $"PostgreSQL cannot be reached with it: {PostgresFaults.Shown(failure)}");
        }
    }

    private async Task<EngineRead> ReadAsync(PostgresSource source, SourceSettings settings, ReadRequest request, object?[] parameters, bool afresh, CancellationToken cancellationToken)
    {
        var (inspected, catalog) = await InspectAsync(source, settings, request.Sql, parameters, cancellationToken, afresh);
        return inspected.Inspection.Verdict != Verdict.Read
            ? new(inspected, null)
            : new(inspected, await source.ReadAsync(
                (connection, token) => sandbox.ReadAsync(connection, catalog, request.Sql, parameters, request.MaxRows, token), cancellationToken));
    }

    private async Task<(Inspected Inspected, PostgresCatalog Catalog)> InspectAsync(
        PostgresSource source, SourceSettings settings, string sql, object?[] parameters, CancellationToken cancellationToken, bool afresh = false)
    {
        var types = PostgresParameters.Types(parameters);
        if (!afresh && source.Recent is { } recent && verdicts.Find(settings, recent.Fingerprint, sql, types) is { } known)
        {
            return (new(known, false), recent);
        }

        return await source.InspectAsync(
            async (session, catalog, token) =>
            {
                var inspected = await new PostgresInspector(session, catalog, settings).InspectAsync(sql, parameters, token);
                verdicts.Keep(settings, catalog.Fingerprint, sql, inspected.Inspection, types);
                return (inspected, catalog);
            },
            cancellationToken,
            afresh);
    }
}
