using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Redaction;

/// <summary>The shapes of credentials and identity numbers, as their issuers document them.</summary>
internal static partial class SensitivePatterns
{
    // A value that is one: no parameter, no call, no placeholder.
    private const string Value = @"(?<secret>(?![@:$?%{<\[*])[^\s;&""'(),]{4,})";

    private const string Names =
        "password|passwd|pwd|passphrase|secret|client[_-]?secret|api[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token|secret[_-]?access[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|private[_-]?key";

    /// <summary>Kind of a number that is a person's.</summary>
    public const string SocialSecurity = "a social security number";

    /// <summary>Kind of a card's number.</summary>
    public const string Card = "a payment card number";

    /// <summary>Kind of an account's number.</summary>
    public const string BankAccount = "a bank account number";

    /// <summary>All of them.</summary>
    public static ImmutableArray<SensitivePattern> All { get; } =
    [
        new("an AWS access key", AwsKey()),
        new("a GitHub token", GitHubToken()),
        new("a GitLab token", GitLabToken()),
        new("a Slack token", SlackToken()),
        new("a Telegram bot token", TelegramToken()),
        new("a Stripe key", StripeKey()),
        new("a model or cloud API key", ApiKey()),
        new("a registry or service token", ServiceToken()),
        new("a private key", PrivateKey()),
        new("a JSON web token", JsonWebToken()),
        new("a bearer token", Bearer()),
        new("credentials in an address", AddressCredentials()),
        new("a password or secret", Assignment()),
        new("a password or secret", QuotedAssignment()),
        new("a password or secret", LooseAssignment(), IsCertain: false),
        new("a password or secret", PasswordLiteral(), IsCertain: false),
        new("credentials in a header", Header(), IsCertain: false),
        new("a signature of an address", AddressSignature(), IsCertain: false),
        new(SocialSecurity, SocialSecurityNumber()),
        new(Card, CardNumber(), Valid: CheckDigits.OfCard),
        new(BankAccount, AccountNumber(), Valid: CheckDigits.OfAccount),
    ];

    [GeneratedRegex(@"\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}\b")]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{22,}")]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[A-Za-z0-9_-]{20,}")]
    private static partial Regex GitLabToken();

    [GeneratedRegex(@"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}|hooks\.slack\.com/(?:services|workflows)/T[A-Za-z0-9_/]{10,}")]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"(?<![0-9])[0-9]{8,10}:[A-Za-z0-9_-]{33,36}(?![A-Za-z0-9_-])")]
    private static partial Regex TelegramToken();

    [GeneratedRegex(@"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{16,}")]
    private static partial Regex StripeKey();

    [GeneratedRegex(@"\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{20,}|\bAIza[A-Za-z0-9_-]{35}|\bGOCSPX-[A-Za-z0-9_-]{20,}|\bya29\.[A-Za-z0-9_-]{20,}|\bhf_[A-Za-z0-9]{30,}|\bgsk_[A-Za-z0-9]{40,}")]
    private static partial Regex ApiKey();

    // npm, PyPI, SendGrid, Twilio, DigitalOcean, Shopify, Mailgun, Docker, Databricks, Linear, Postman, New Relic, Discord webhooks, HashiCorp Vault, age.
    [GeneratedRegex(
        @"\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{30,}|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|\b(?:SK|AC)[0-9a-f]{32}\b|\bdo[opr]_v1_[0-9a-f]{40,}|\bshp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}|\bkey-[0-9a-f]{32}\b|\bdckr_pat_[A-Za-z0-9_-]{20,}|\bdapi[0-9a-f]{32}|\blin_api_[A-Za-z0-9]{32,}|\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}|\bNRAK-[A-Z0-9]{27}|discord(?:app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_-]{20,}|\bhv[sbr]\.[A-Za-z0-9_-]{20,}|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}")]
    private static partial Regex ServiceToken();

    // To its end line, or as far as anything looks like base64 where that is cut off.
    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----END)){0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?|-----BEGIN [A-Z ]{0,40}PRIVATE KEY")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"\bbearer\s+(?<secret>[A-Za-z0-9._~+/-]{20,}=*)", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{0,128}:(?<secret>[^\s/@]{3,})@", RegexOptions.IgnoreCase)]
    private static partial Regex AddressCredentials();

    // Without blanks, as connection strings and query strings write it; a comparison of columns or with a parameter is none.
    [GeneratedRegex($@"(?:^|[;\s?&""'])(?:{Names})={Value}", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex(
        $@"(?:{Names})\\?[""'\]]?\s{{0,8}}[:=]\s{{0,8}}\\?[""'](?<secret>[^""'\s]{{4,}})[""']",
        RegexOptions.IgnoreCase)]
    private static partial Regex QuotedAssignment();

    // As people and environments write it: DB_PASSWORD=x, password: x, quoted values with blanks in them.
    [GeneratedRegex(
        $@"(?<![A-Za-z0-9])[\w-]{{0,40}}?(?:{Names})(?:\\?[""'\]])?\s{{0,8}}[:=]\s{{0,8}}(?:\\?""(?<secret>[^""\n]+)""|'(?<secret>[^'\n]+)'|{Value})",
        RegexOptions.IgnoreCase)]
    private static partial Regex LooseAssignment();

    // CREATE ROLE ... PASSWORD 'x', IDENTIFIED BY 'x'.
    [GeneratedRegex(@"\b(?:password|identified\s+by)\s+'(?<secret>[^'\n]+)'", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordLiteral();

    [GeneratedRegex(
        @"\b(?:proxy-)?authorization[""']?\s*[:=]\s*[""']?(?:[a-z]+\s+)?(?<secret>[A-Za-z0-9._~+/=:-]{8,})|\b(?:x-[a-z-]{0,30}(?:key|token|secret)|(?:set-)?cookie)[""']?\s*:\s*[""']?(?<secret>[^""'\r\n]{4,})",
        RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"[?&](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=(?<secret>[A-Za-z0-9%+/=_-]{16,})", RegexOptions.IgnoreCase)]
    private static partial Regex AddressSignature();

    // Social Security Administration: area not 000, 666 or 9xx, group not 00, serial not 0000.
    [GeneratedRegex(@"(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])")]
    private static partial Regex SocialSecurityNumber();

    // The ranges of the large issuers (ISO/IEC 7812), in groups or not.
    [GeneratedRegex(@"(?<![\w.-])(?:4|5[1-5]|2[2-7]|3[0-9]|6[0-9])(?:[ -]?[0-9]){12,18}(?![\w]|[.-][0-9])")]
    private static partial Regex CardNumber();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")]
    private static partial Regex AccountNumber();
}
