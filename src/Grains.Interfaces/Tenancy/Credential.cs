using System.Diagnostics.CodeAnalysis;

namespace AgentCluster.Tenancy;

/// <summary>A credential that was looked up.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.Credential")]
public sealed record Credential
{
    /// <summary>What became of it.</summary>
    [Id(0)]
    public required CredentialStatus Status { get; init; }

    /// <summary>The key; null exactly when the credential is not valid.</summary>
    [Id(1)]
    public ApiKeyView? Key { get; init; }

    /// <summary>Whether its bearer is who the key says.</summary>
    [MemberNotNullWhen(true, nameof(Key))]
    public bool IsValid => Status == CredentialStatus.Valid;

    /// <summary>A key that was found, judged by its own dates.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">At which instant.</param>
    public static Credential Of(ApiKeyView key, DateTimeOffset now) =>
        key.StatusAt(now) is var status and not CredentialStatus.Valid ? new() { Status = status } : new() { Status = CredentialStatus.Valid, Key = key };
}
