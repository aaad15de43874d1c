using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Tenancy;

internal sealed partial class ApiKeysGrain(ApiKeyStore store, ILogger<ApiKeysGrain> logger) : Grain, IApiKeysGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public Task<ImmutableArray<ApiKeyView>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(Tenant, cancellationToken);

    public async Task<Outcome<IssuedApiKey>> IssueAsync(ApiKeyDraft draft, CancellationToken cancellationToken = default)
    {
        var issued = await store.IssueAsync(Tenant, draft, cancellationToken);
        if (issued.Value?.View is { } key)
        {
            LogIssued(logger, key.Id, Tenant, key.Roles, key.CreatedBy);
        }

        return issued;
    }

    public async Task<Outcome<ApiKeyView>> RevokeAsync(string id, CancellationToken cancellationToken = default)
    {
        var revoked = await store.RevokeAsync(Tenant, id, cancellationToken);
        if (revoked.Value is { } key)
        {
            LogRevoked(logger, key.Id, Tenant);
        }

        return revoked;
    }

    [LoggerMessage(EventId = 12002, Level = LogLevel.Information, Message = "Key {KeyId} of tenant {Tenant} was issued with the roles {Roles} by {Issuer}")]
    private static partial void LogIssued(ILogger logger, string keyId, string tenant, Roles roles, string issuer);

    [LoggerMessage(EventId = 12003, Level = LogLevel.Information, Message = "Key {KeyId} of tenant {Tenant} was revoked")]
    private static partial void LogRevoked(ILogger logger, string keyId, string tenant);
}
