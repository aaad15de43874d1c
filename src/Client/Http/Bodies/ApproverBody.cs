using System.Text.Json.Serialization;
using AgentCluster.Approvals;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A person who may decide.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApproverBody
{
    /// <summary>The person's id: 1 to 64 characters of a-z, 0-9, '-' and '_'.</summary>
    public string? Id { get; init; }

    /// <summary>What the person is called; null means the id.</summary>
    public string? Name { get; init; }

    /// <summary><c>approver</c> is told at once, <c>escalation</c> when nobody has decided in time.</summary>
    public IReadOnlyList<string?>? Roles { get; init; }

    /// <summary>Who the person is in each channel, at most 20.</summary>
    public IReadOnlyList<ApproverChannelBody?>? Channels { get; init; }

    /// <summary>Notes everything that is wrong with the fields.</summary>
    public void Validate(FieldErrors errors, string path)
    {
        if (Id is null)
        {
            errors.Add($"{path}.id", $"'{path}.id' must be 1 to 64 characters of a-z, 0-9, '-' and '_'.");
        }

        Texts.Optional(errors, $"{path}.name", Name, 200);
        if (Roles is not { Count: > 0 } || Roles.Any(role => !EnumNames<ApproverRole>.TryParse(role, out _)))
        {
            errors.Add($"{path}.roles", $"'{path}.roles' must be a list of: {EnumNames<ApproverRole>.Listed}.");
        }

        if (Channels is not { Count: <= 20 })
        {
            errors.Add($"{path}.channels", $"'{path}.channels' must be a list of at most 20 identities.");
            return;
        }

        for (var i = 0; i < Channels.Count; i++)
        {
            (Channels[i] ?? new ApproverChannelBody()).Validate(errors, $"{path}.channels[{i}]");
        }
    }

    /// <summary>The person for the cluster.</summary>
    public Approver ToApprover() => new()
    {
        Id = Id!,
        Name = Name ?? Id!,
        Roles = [.. Roles!.Select(EnumNames<ApproverRole>.Parse).Distinct().Order()],
        Channels = [.. Channels!.Select(identity => new ApproverChannel { Channel = identity!.Channel!, User = identity.User! })],
    };
}
