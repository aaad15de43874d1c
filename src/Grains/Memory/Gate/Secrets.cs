using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentCluster.Memory;

/// <summary>Finds credentials and identity numbers in text, also when invisible characters or JSON escapes hide them.</summary>
internal static partial class Secrets
{
    private const int FullWidthOffset = 0xFEE0;

    private static readonly (string Kind, Func<Regex> Pattern)[] Patterns =
    [
        ("an AWS access key", AwsKey),
        ("a GitHub token", GitHubToken),
        ("a Slack token", SlackToken),
        ("a Telegram bot token", TelegramToken),
        ("a Stripe key", StripeKey),
        ("a model or cloud API key", ApiKey),
        ("a private key", PrivateKey),
        ("a JSON web token", JsonWebToken),
        ("a bearer token", Bearer),
        ("credentials in an address", AddressCredentials),
        ("a password or secret", Assignment),
        ("a password or secret", QuotedAssignment),
        ("a social security number", SocialSecurityNumber),
    ];

    /// <summary>Looks for a secret.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>What kind of secret the text holds, with its article (<c>a Slack token</c>), or null.</returns>
    public static string? Find(string text)
    {
        var plain = Uncover(text);
        foreach (var (kind, pattern) in Patterns)
        {
            if (pattern().IsMatch(plain))
            {
                return kind;
            }
        }

        return null;
    }

    private static string Uncover(string text)
    {
        if (Ascii.IsValid(text) && !text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in JsonEscape().Replace(text, Unescape))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                plain.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - FullWidthOffset) : c);
            }
        }

        return plain.ToString();
    }

    private static string Unescape(Match match) =>
        ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    [GeneratedRegex(@"\\+[uU]([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();

    [GeneratedRegex(@"\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA)[A-Z0-9]{16}\b")]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bglpat-[A-Za-z0-9_-]{20,}")]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bxox[a-z]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T[A-Za-z0-9_/]{10,}")]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"\b[0-9]{8,10}:[A-Za-z0-9_-]{34,36}(?![A-Za-z0-9_-])")]
    private static partial Regex TelegramToken();

    [GeneratedRegex(@"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{16,}")]
    private static partial Regex StripeKey();

    [GeneratedRegex(@"\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}|\bAIza[A-Za-z0-9_-]{35}")]
    private static partial Regex ApiKey();

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"\bbearer\s+[A-Za-z0-9._~+/-]{20,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,128}:[^\s/@]{3,}@", RegexOptions.IgnoreCase)]
    private static partial Regex AddressCredentials();

    // Without blanks, as connection strings and query strings write it; a comparison of columns or with a parameter is none.
    [GeneratedRegex(
        @"(?:^|[;\s?&""'])(?:password|passwd|pwd|passphrase|secret|client[_-]?secret|api[_-]?key|access[_-]?token|auth[_-]?token)=(?![@:$?])[^\s;&""'(),]{4,}",
        RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex(
        @"(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?token|auth[_-]?token)\\?[""'\]]?\s{0,8}[:=]\s{0,8}\\?[""'][^""'\s]{4,}[""']",
        RegexOptions.IgnoreCase)]
    private static partial Regex QuotedAssignment();

    // Social Security Administration: area not 000, 666 or 9xx, group not 00, serial not 0000.
    [GeneratedRegex(@"(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])")]
    private static partial Regex SocialSecurityNumber();
}
