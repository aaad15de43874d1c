namespace AgentCluster.Tenancy;

/// <summary>A key as it is shown once.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.IssuedApiKey")]
public sealed record IssuedApiKey
{
    /// <summary>The key as stored.</summary>
    [Id(0)]
    public required ApiKeyView View { get; init; }

    /// <summary>The whole key, <c>ac_{id}_{secret}</c>; nobody can read it again.</summary>
    [Id(1)]
    public required string Key { get; init; }

    /// <summary>The id alone: what is printed by mistake gives nothing away.</summary>
    public override string ToString() => $"{nameof(IssuedApiKey)} {View.Id}";
}
