using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>
/// Recognises requests to act by the meaning of their verb: change, remove, add, send. It knows no catalog; where words can be cut in
/// several ways it gives every cut, and what fits the catalog is kept.
/// </summary>
internal static class RequestReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    private const string Setting =
        "set|change|update|modify|edit|switch|adjust|move|postpone|extend|shift|bring|turn|put|mark|flag|make|reset|reschedule|correct|convert|promote|demote|transfer|increase|raise|lower|reduce|decrease|cut";

    private static readonly Regex Courtesy = new(
        "^(?:(?:hi|hello|hey|ok|okay|so|now|then|and|also|please|kindly)[,! ]+|(?:can|could|would|will) you (?:please |kindly )?|i (?:want|need|would like|'d like) you to |i'd like you to |i (?:want|need|would like) to |we (?:want|need|have) to |you (?:should|must|can) |let's |let us |go ahead and )+",
        Options);

    private static readonly Regex Amount = new("^(?<what>.+) by (?:about )?(?:[$€£] ?)?(?<number>[0-9][0-9.,]*)(?<percent> ?(?:%|percent|per cent))?(?: ?[a-z€$£]{1,8})?$", Options);

    private static readonly (Regex Pattern, Func<Match, IEnumerable<Request>> Read)[] Patterns =
    [
        (new("^(?<up>increase|raise|grow|bump up|bump)?(?:lower|reduce|decrease|cut|shrink|drop)? (?<rest>.+ by .+)$", Options), match => Relative(match)),
        (new("^(?<factor>double|triple|halve) (?<what>.+)$", Options), match => [new Change(Of(match, "what"), new(NewValueKind.Times, "", Factor(match.Groups["factor"].Value)))]),
        (new("^rename (?<what>.+?) (?:in)?to (?<value>.+)$", Options), match => [new Change($"name of {Of(match, "what")}", NewValue.Given(Of(match, "value")))]),
        (new("^(?:turn|switch) (?<value>on|off) (?<what>.+)$", Options), Switched),
        (new("^(?:turn|switch) (?<what>.+) (?<value>on|off)$", Options), Switched),
        (new("^(?<value>enable|disable) (?<what>.+)$", Options), Switched),
        (new("^(?:clear|empty|blank|unset) (?<what>.+)$", Options), match => [new Change(Of(match, "what"), new(NewValueKind.Nothing, ""))]),
        (new("^(?:re)?assign (?<one>.+?) to (?<other>.+)$", Options), match => [Handed(match, "one", "other"), Handed(match, "other", "one")]),
        (new("^(?:hand|give|pass|transfer) (?:over )?(?<one>.+?) (?:over )?to (?<other>.+)$", Options), match => [Handed(match, "one", "other")]),
        (new("^make (?<value>.+?) (?:the |an? )(?<what>.+ (?:of|for) .+)$", Options), match => [new Change(Of(match, "what"), NewValue.Given(Of(match, "value")))]),
        (new("^make (?<what>.+?) (?:an? )(?<value>.+)$", Options), Made),
        (new("^give (?<rest>.+)$", Options), Given),
        (new($"^(?<verb>{Setting}) (?<rest>.+)$", Options), Set),
        (new("^(?:delete|remove|erase|drop|get rid of|purge|discard|wipe|destroy|take) (?<what>.+)$", Options), Removed),
        (new("^(?:add|insert) (?<what>.+)$", Options), Added),
        (new("^(?:create|register|set up|enter|open an?|record an?|make a new) (?<what>.+)$", Options), match => [new Addition(Of(match, "what"), null)]),
        (new("^(?<verb>[a-z]+) (?<what>.+?) (?:as|with) (?<value>.+)$", Options), match => [new Addition($"{Of(match, "verb")} {Of(match, "value")}", Of(match, "what"), IsPlain: false)]),
        (new("^(?<verb>[a-z]+) (?<what>.+)$", Options), match => [new Change(Of(match, "what"), new(NewValueKind.Verb, match.Groups["verb"].Value.ToLowerInvariant()), IsPlain: false)]),
    ];

    /// <summary>Every way to read the text as a request, likeliest first; empty when it is none.</summary>
    public static ImmutableArray<Request> Read(string text)
    {
        var plain = Plain(text);
        if (LetterReader.Read(plain) is { } letter)
            return [letter];
        plain = plain.TrimEnd('.', ' ');
        var requests = ImmutableArray.CreateBuilder<Request>();
        foreach (var (pattern, read) in Patterns)
        {
            if (pattern.Match(plain) is { Success: true } match)
                requests.AddRange(read(match).Where(request => !requests.Contains(request)));
        }

        return requests.ToImmutable();
    }

    /// <summary>Whether the words can be nothing but a request to act, whatever the catalog.</summary>
    public static bool IsPlain(string text) => Read(text).Any(request => request.IsPlain);

    private static string Plain(string text)
    {
        var plain = Phrase.OneLine(text).Replace('’', '\'').Replace('“', '"').Replace('”', '"');
        plain = Courtesy.Replace(plain, "", 1).TrimEnd('!', '?', ' ');
        if (plain.EndsWith(", please", StringComparison.OrdinalIgnoreCase) || plain.EndsWith(" please", StringComparison.OrdinalIgnoreCase))
            plain = plain[..^7].TrimEnd(',', ' ');
        return plain;
    }

    private static IEnumerable<Request> Relative(Match match)
    {
        if (Amount.Match(match.Groups["rest"].Value) is not { Success: true } amount
            || !decimal.TryParse(amount.Groups["number"].Value.TrimEnd('.', ','), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return [];
        var sign = match.Groups["up"].Success ? 1 : -1;
        return [new Change(Of(amount, "what"), amount.Groups["percent"].Success
            ? new(NewValueKind.Times, "", 1 + sign * number / 100)
            : new(NewValueKind.Plus, "", sign * number))];
    }

    private static decimal Factor(string verb) => verb.ToUpperInvariant() switch
    {
        "DOUBLE" => 2,
        "TRIPLE" => 3,
        _ => 0.5m,
    };

    private static IEnumerable<Request> Switched(Match match) =>
        [new Change(Of(match, "what"), new(NewValueKind.Switch, match.Groups["value"].Value.ToUpperInvariant() is "ON" or "ENABLE" ? "on" : "off"))];

    private static Change Handed(Match match, string what, string to) => new(Of(match, what), new(NewValueKind.Row, Of(match, to)));

    // "make X a preferred vendor": the last word may say what X is.
    private static IEnumerable<Request> Made(Match match)
    {
        var words = Phrase.Words(Of(match, "value"));
        yield return new Change(Of(match, "what"), NewValue.Given(Of(match, "value")));
        if (words.Length > 1)
            yield return new Change($"{words[^1]} {Of(match, "what")}", NewValue.Given(Phrase.Join(words, 0, words.Length - 1)));
    }

    // "give task 120 high priority": the rows, the value, the column.
    private static IEnumerable<Request> Given(Match match)
    {
        var words = Phrase.Words(Of(match, "rest"));
        if (words is ["me" or "us", ..])
            yield break;
        for (var column = words.Length - 1; column >= Math.Max(2, words.Length - 2); column--)
        {
            for (var value = column - 1; value >= Math.Max(1, column - 3); value--)
                yield return new Change($"{Phrase.Join(words, column, words.Length)} of {Phrase.Join(words, 0, value)}", NewValue.Given(Phrase.Join(words, value, column)), IsPlain: false);
        }
    }

    private static IEnumerable<Request> Set(Match match)
    {
        var (rest, found) = (Of(match, "rest"), false);
        if (Amount.IsMatch(rest))
            yield break;
        foreach (var (what, value) in Phrase.Cuts(rest, "back to", "to", "as", "into", "on", "on to", "=", "at"))
        {
            found = true;
            yield return new Change(what, NewValue.Given(value));
            foreach (var (before, rows) in Phrase.Cuts(value, "for", "of", "on", "in"))
                yield return new Change($"{what} of {rows}", NewValue.Given(before), IsPlain: false);
            if (rest.Contains($" on {value}", StringComparison.OrdinalIgnoreCase))
                yield return new Change(what, NewValue.Given($"on {value}"));
        }

        var words = Phrase.Words(rest);
        for (var at = words.Length - 1; !found && at >= Math.Max(1, words.Length - 2); at--)
            yield return new Change(Phrase.Join(words, 0, at), NewValue.Given(Phrase.Join(words, at, words.Length)), IsPlain: false);
        if (!found)
            yield return new Change(rest, NewValue.Given(""), IsPlain: match.Groups["verb"].Value.ToUpperInvariant() is "SET" or "CHANGE" or "UPDATE" or "MODIFY" or "MARK" or "RESET");
    }

    private static IEnumerable<Request> Removed(Match match)
    {
        var what = Of(match, "what");
        if (match.Value.StartsWith("take ", StringComparison.OrdinalIgnoreCase) && !what.Contains(" from ", StringComparison.OrdinalIgnoreCase))
            yield break;
        yield return new Change(what, new(NewValueKind.Nothing, ""), IsPlain: false);
        foreach (var (rows, from) in Phrase.Cuts(what, "from", "off"))
            yield return new Removal(rows, from);
        yield return new Removal(what, null);
    }

    private static IEnumerable<Request> Added(Match match)
    {
        if (Of(match, "what").StartsWith("up ", StringComparison.OrdinalIgnoreCase))
            yield break;
        foreach (var (rows, to) in Phrase.Cuts(Of(match, "what"), "to"))
            yield return new Addition(rows, to);
        yield return new Addition(Of(match, "what"), null);
    }

    private static string Of(Match match, string group) => match.Groups[group].Value.Trim();
}
