using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Decisions over requests of low risk.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecisionsBody : IRequestBody
{
    /// <summary>1 to 50 decisions.</summary>
    public IReadOnlyList<DecisionItemBody?>? Items { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Items is not { Count: > 0 and <= 50 })
        {
            errors.Add("items", "'items' must be a list of 1 to 50 decisions.");
            return;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            (Items[i] ?? new DecisionItemBody()).Validate(errors, $"items[{i}]");
        }
    }
}
