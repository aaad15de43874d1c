using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Notifications.Email;

/// <summary>Seals and opens the links of mails: nobody reads what is in one, changes it or makes one.</summary>
internal sealed class MailLinks(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>
    /// How long a link is good: longer than any request waits, since a request that escalates waits longer than was known when it was mailed, and
    /// whoever comes late is to be told what became of it. When a decision comes too late is for the request itself to say.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const string Purpose = "AgentCluster.MailLinks";

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>The link's last part.</summary>
    public string Seal(string tenant, string token, string user) =>
        Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new MailLink(tenant, token, user, time.GetUtcNow() + Lifetime))));

    /// <summary>What it says; <c>unknownLink</c> when it is none of ours, also if only its spelling differs, and <c>oldLink</c> when it is not good any more.</summary>
    public Outcome<MailLink> Open(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) != text ? Unknown()
                : JsonSerializer.Deserialize<MailLink>(_protector.Unprotect(bytes)) is { } link && link.ExpiresAt > time.GetUtcNow() ? link
                : Old();
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            return Unknown();
        }
    }

    /// <summary>The problem of what is no link of ours.</summary>
    public static Problem Unknown() => Problem.NotFound("unknownLink", "There is nothing here. Open the link exactly as it stands in the mail.");

    /// <summary>The problem of a link that is not good any more.</summary>
    public static Problem Old() => Problem.NotFound("oldLink", "This link is not good any more. Look for a newer mail about this request.");
}
