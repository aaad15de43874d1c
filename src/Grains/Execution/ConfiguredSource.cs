using System.Collections.Immutable;
using AgentCluster.Tenancy;

namespace AgentCluster.Execution;

/// <summary>A source given at start: the fields of <c>PUT /v1/sources/{name}</c> as configuration binds them.</summary>
public sealed class ConfiguredSource
{
    /// <summary>The tenant that it belongs to; default <see cref="TenantNames.Local"/>.</summary>
    public string Tenant { get; set; } = TenantNames.Local;

    /// <summary>Its name within the tenant; default (null): that of its section. Two tenants can so have a source of one name.</summary>
    public string? Name { get; set; }

    /// <summary>The engine; default SQLite.</summary>
    public SourceProvider Provider { get; set; } = SourceProvider.Sqlite;

    /// <summary>For SQLite a file path or <c>Data Source=...</c>; <c>env:NAME</c> reads it from the environment at each use.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Login for reads where the engine has logins; refused for SQLite.</summary>
    public string? ReadConnectionString { get; set; }

    /// <summary>Login for approved writes where the engine has logins; refused for SQLite.</summary>
    public string? WriteConnectionString { get; set; }

    /// <summary>Whether approved writes are possible at all; default false.</summary>
    public bool Writable { get; set; }

    /// <summary>Globs over <c>schema.object</c> that may be read but never written.</summary>
    public IList<string> ReadOnlyObjects { get; } = [];

    /// <summary>Globs over <c>schema.object</c> that are neither discovered nor readable.</summary>
    public IList<string> DeniedObjects { get; } = [];

    internal SourceSettings ToSettings() => new()
    {
        Provider = Provider,
        ConnectionString = ConnectionString,
        ReadConnectionString = ReadConnectionString,
        WriteConnectionString = WriteConnectionString,
        Writable = Writable,
        ReadOnlyObjects = [.. ReadOnlyObjects],
        DeniedObjects = [.. DeniedObjects],
    };
}
