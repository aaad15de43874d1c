using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Redaction;

/// <summary>Takes out of text that leaves the cluster what tells who a person is: mail addresses but for their domain, telephone and identity numbers; and secrets.</summary>
public static partial class PersonalText
{
    /// <summary>What stands where something was taken out.</summary>
    public const string Mark = "[masked]";

    /// <summary>The text without it.</summary>
    /// <param name="text">Any text.</param>
    public static string Mask(string text) =>
        Telephone().Replace(MailAddress().Replace(Redactor.Redact(text), match => $"{match.Value[0]}\u2026@{match.Groups["domain"].Value}"), Mark);

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]{1,64}@(?<domain>[\w-]+(?:\.[\w-]+)+)")]
    private static partial Regex MailAddress();

    // ITU-T E.164 as people write it: with its country code, or in groups.
    [GeneratedRegex(@"(?<![\w+.-])(?:\+[0-9](?:[ ./()-]{0,2}[0-9]){6,14}|\(?0[0-9]{1,4}\)?[ /-][0-9](?:[ -]?[0-9]){4,9}|\(?[0-9]{3}\)?[ -][0-9]{3}-[0-9]{4})(?![\w-])")]
    private static partial Regex Telephone();
}
