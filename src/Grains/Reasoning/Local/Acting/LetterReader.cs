using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Reads requests to send mail: who gets it, what it is about and what it says.</summary>
internal static class LetterReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    private const string Mail = "(?:an? |the )?(?:short |quick |new )?(?:e-?mail|mail)(?: message)?";

    private static readonly Regex[] Heads =
    [
        new($"^(?:send|write|drop|compose) {Mail} (?<tail>(?:with|about|saying|that|telling)[ ,].+?) to (?<to>[^:]+)$", Options),
        new($"^(?:send|write|drop|compose) {Mail} to (?<to>.+)$", Options),
        new("^(?:e-?mail|mail) (?:to )?(?<to>.+)$", Options),
        new("^write to (?<to>.+)$", Options),
        new("^(?:inform|notify|remind|tell) (?<to>.+)$", Options),
        new("^let (?<to>.+?) know(?<tail>(?: by e-?mail| via e-?mail)?(?:[ :,].*)?)$", Options),
    ];

    private static readonly Regex SendSomebody = new($"^(?:send|write) (?<to>.+?) {Mail}(?<tail>(?:[ :,].*)?)$", Options);

    private static readonly Regex Article = new("^(?:(?:an?|the)(?: short| quick| new)?$|(?:an?|the) (?:e-?mail|mail)\\b|to\\b)", Options);

    private static readonly Regex ByMail = new("^(?<to>.+?) (?:by|via) e-?mail(?<tail>.*)$", Options);

    // What stands between the recipient and the text, the first that occurs.
    private static readonly Regex Text = new(
        """^(?<to>.*?)(?:,? ?(?:and |to )?(?:saying|say|tell (?:him|her|them)|telling (?:him|her|them)|reading|with the (?:text|message|body))(?: that)?:? |:\s*|,? that )(?<body>.+)$""", Options);

    private static readonly Regex Subject = new(
        """^(?<to>.*?),? with (?:the )?subject:? (?<subject>"[^"]+"|.+?),? (?:and|with) (?:the )?(?:text|body|message|content):? (?<body>.+)$""", Options);

    private static readonly Regex About = new(
        """^(?<to>.*?),? (?:about|regarding) (?<subject>"[^"]+"|[^:]+?)(?::\s*|,? (?:saying|and say|that says)(?: that)? )(?<body>.+)$""", Options);

    private static readonly Regex Me = new("^(?:me|us|myself)\\b", Options);

    public static Letter? Read(string text)
    {
        if (SendSomebody.Match(text) is { Success: true } somebody && !Article.IsMatch(somebody.Groups["to"].Value))
            return Of(somebody.Groups["to"].Value, somebody.Groups["tail"].Value);
        foreach (var (index, head) in Heads.Index())
        {
            if (head.Match(text) is not { Success: true } match)
                continue;
            var (to, tail) = (match.Groups["to"].Value, match.Groups["tail"].Value);
            if (ByMail.Match(to) is { Success: true } byMail)
                (to, tail) = (byMail.Groups["to"].Value, byMail.Groups["tail"].Value + tail);
            else if (index == 4 && !Text.IsMatch(to) || text.StartsWith("tell", StringComparison.OrdinalIgnoreCase))
                continue;
            return Me.IsMatch(to) ? null : Of(to, tail);
        }

        return null;
    }

    private static Letter Of(string to, string tail)
    {
        var whole = tail.Length == 0 ? to : to + (tail[0] is ' ' or ':' or ',' ? "" : " ") + tail;
        if (Subject.Match(whole) is { Success: true } subject)
            return Letter(subject);
        var text = Text.Match(whole);
        return About.Match(whole) is { Success: true } about && (!text.Success || about.Groups["to"].Length <= text.Groups["to"].Length) ? Letter(about)
            : text.Success ? Letter(text)
            : new(whole.Trim(' ', ',', ':'), null, "");
    }

    private static Letter Letter(Match match) => new(
        match.Groups["to"].Value.Trim(' ', ',', ':'),
        match.Groups["subject"].Success ? Phrase.Unquoted(match.Groups["subject"].Value) : null,
        Phrase.Unquoted(match.Groups["body"].Value.Trim()));
}
