using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A person's identity in one channel.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApproverChannelBody
{
    /// <summary><c>http</c>, <c>slack</c>, <c>telegram</c> or <c>email</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>The person there: id of a key or <c>local</c>, a member id, a user id, an address.</summary>
    public string? User { get; init; }

    /// <summary>Notes everything that is wrong with the fields.</summary>
    public void Validate(FieldErrors errors, string path)
    {
        if (Channel is null)
        {
            errors.Add($"{path}.channel", $"'{path}.channel' must say in which channel this is.");
        }

        if (User is null || User.Any(char.IsWhiteSpace) || User.Length is 0 or > 254 || Texts.HasControls(User))
        {
            errors.Add($"{path}.user", $"'{path}.user' must say who that is in the channel: at most 254 characters without spaces.");
        }
    }
}
