using System.Text.Json.Serialization;
using AgentCluster.Approvals;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>The people who may decide, all of them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApproversBody : IRequestBody
{
    /// <summary>At most 200 people; none lets every key with the role <c>approve</c> decide.</summary>
    public IReadOnlyList<ApproverBody?>? Items { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Items is not { Count: <= 200 })
        {
            errors.Add("items", "'items' must be a list of at most 200 people.");
            return;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            (Items[i] ?? new ApproverBody()).Validate(errors, $"items[{i}]");
        }
    }

    /// <summary>The people for the cluster, which checks them against each other.</summary>
    public ImmutableArray<Approver> ToApprovers() => [.. (Items ?? []).Select(item => item!.ToApprover())];
}
