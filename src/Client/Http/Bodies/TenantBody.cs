using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A tenant to be opened.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TenantBody : IRequestBody
{
    /// <summary>Its name: 1 to 63 characters of a-z, 0-9 and '-', the first no '-'.</summary>
    public string? Name { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (!TenantNames.IsOne(Name))
        {
            errors.Add("name", TenantNames.Rule);
        }
    }
}
