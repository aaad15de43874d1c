using System.Globalization;
using MimeKit;

namespace AgentCluster.Notifications.Mail;

/// <summary>Reads addresses: exactly one mailbox (RFC 5322), without display name, group or route.</summary>
internal static class MailAddress
{
    private const int Longest = 254;

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    /// <summary>The address alone, or why it is none.</summary>
    public static Outcome<string> Read(string text) =>
        text.Length <= Longest && !text.Any(char.IsControl)
        && InternetAddressList.TryParse(Strict, text, out var list) && list is [MailboxAddress { Route.Count: 0 } mailbox] && DomainOf(mailbox.Address) is not null
            ? mailbox.Address
            : Problem.Invalid("to", "Give exactly one address such as name@example.com: no list, no group.", "invalidRecipient");

    /// <summary>Whether the address belongs to one of the domains; what is below a domain does not.</summary>
    public static bool IsOf(string address, IEnumerable<string> domains) =>
        DomainOf(address) is { } domain && domains.Any(allowed => string.Equals(Ascii(allowed.Trim()), domain, StringComparison.Ordinal));

    private static string? DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 ? Ascii(address[(at + 1)..]) : null;
    }

    // As DNS has it, so that no two spellings pass for one.
    private static string? Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
