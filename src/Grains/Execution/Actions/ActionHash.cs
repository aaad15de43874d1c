using System.Globalization;

namespace AgentCluster.Execution.Actions;

/// <summary>Digests of an action.</summary>
internal static class ActionHash
{
    // Of the encoding.
    private const string Version = "2";

    /// <summary>What an approval binds: everything that decides what is done.</summary>
    public static string Of(string tenant, ActionProposal proposal, Preview? preview, DateTimeOffset expiresAt) => FieldHash.Of(
    [
        Version,
        tenant,
        proposal.Id,
        proposal.Agent,
        proposal.Effect.ToString(),
        proposal.Source,
        proposal.Tool,
        Number(proposal.ToolVersion),
        proposal.Arguments,
        proposal.Sql,
        Number(proposal.Parameters.Length),
        .. proposal.Parameters.SelectMany(parameter => new[] { parameter.Name, parameter.Json }),
        preview?.Fingerprint,
        preview?.RowsDigest,
        preview?.RowsAffected is { } rows ? Number(rows) : null,
        Number(expiresAt.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>What is asked, whenever and in the course of whatever: two proposals with the same would be decided alike.</summary>
    public static string ContentOf(ActionProposal proposal) => FieldHash.Of(
    [
        Version,
        proposal.RequestedBy,
        proposal.Agent,
        proposal.Effect.ToString(),
        proposal.Source,
        proposal.Tool,
        Number(proposal.ToolVersion),
        proposal.Arguments,
        proposal.Sql,
        Number(proposal.Parameters.Length),
        .. proposal.Parameters.SelectMany(parameter => new[] { parameter.Name, parameter.Json }),
    ]);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
