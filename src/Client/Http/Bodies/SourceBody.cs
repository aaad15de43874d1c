using System.Text.Json.Serialization;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>How to reach a source and what in it may be touched.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SourceBody : IRequestBody
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>How to reach it, or <c>env:NAME</c>. Never returned.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Login for reads, or null.</summary>
    public string? ReadConnectionString { get; init; }

    /// <summary>Login for approved writes, or null.</summary>
    public string? WriteConnectionString { get; init; }

    /// <summary>Whether approved writes are possible at all.</summary>
    public bool Writable { get; init; }

    /// <summary>Globs over <c>schema.object</c> that may be read but never written.</summary>
    public IReadOnlyList<string?>? ReadOnlyObjects { get; init; }

    /// <summary>Globs over <c>schema.object</c> that are neither discovered nor readable.</summary>
    public IReadOnlyList<string?>? DeniedObjects { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (!EnumNames<SourceProvider>.TryParse(Provider, out _))
        {
            errors.Add("provider", $"'provider' must be one of: {EnumNames<SourceProvider>.Listed}.");
        }

        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            errors.Add("connectionString", "'connectionString' must say how to reach the source, or name an environment variable as env:NAME.");
        }

        Texts.Optional(errors, "connectionString", ConnectionString, 4_000);
        Texts.Optional(errors, "readConnectionString", ReadConnectionString, 4_000);
        Texts.Optional(errors, "writeConnectionString", WriteConnectionString, 4_000);
        Globs(errors, "readOnlyObjects", ReadOnlyObjects);
        Globs(errors, "deniedObjects", DeniedObjects);
    }

    /// <summary>The settings for the cluster.</summary>
    public SourceSettings ToSettings() => new()
    {
        Provider = EnumNames<SourceProvider>.Parse(Provider),
        ConnectionString = ConnectionString!,
        ReadConnectionString = ReadConnectionString,
        WriteConnectionString = WriteConnectionString,
        Writable = Writable,
        ReadOnlyObjects = [.. (ReadOnlyObjects ?? []).OfType<string>()],
        DeniedObjects = [.. (DeniedObjects ?? []).OfType<string>()],
    };

    private static void Globs(FieldErrors errors, string field, IReadOnlyList<string?>? globs)
    {
        if (globs is not null && (globs.Count > 1_000 || globs.Any(glob => string.IsNullOrWhiteSpace(glob) || glob.Length > 500 || Texts.HasControls(glob))))
        {
            errors.Add(field, $"'{field}' must be a list of at most 1,000 globs such as main.salary_*.");
        }
    }
}
