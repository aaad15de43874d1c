using System.Buffers.Text;
using System.Security.Cryptography;

namespace AgentCluster.Notifications.Cards;

/// <summary>Ids of cards that go out: nobody guesses one.</summary>
internal static class CardTokens
{
    private const int Bytes = 16;

    /// <summary>A new one, 22 characters of base64url (RFC 4648, 5).</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
