using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Turns a request to send mail into one message to one recipient.</summary>
internal static class LetterPlanner
{
    public const string Tool = "send_email";

    private const int LongestSubject = 60;

    private static readonly HashSet<string> Everybody = ["everybody", "everyone", "all", "every", "each", "anyone", "them", "him", "her", "it"];

    public static IEnumerable<Interpretation> Plan(ActingContext context, Letter letter)
    {
        var to = Phrase.Unquoted(letter.To);
        if (Phrase.Tokens(to) is not [var first, ..] || Everybody.Contains(first.Lower))
        {
            context.Explain("A message goes to one recipient; please name one person or address.");
            return [];
        }

        if (letter.Body.Length == 0)
        {
            context.Explain("What should the message say?");
            return [];
        }

        if (Addresses.IsOne(to))
            return [new([], Tool, _ => Call(letter, to, to))];
        var recipients = Owners(context, to).ToList();
        return recipients.Count > 0
            ? recipients.Select(pair => new Interpretation([pair.Of, pair.Person], Tool, found => Call(letter, found[1].Shown!, to)))
            : context.Targets.Read(to, table => Address(table) is not null).Where(target => target.IsOne)
                .Select(target => new Interpretation([WithAddress(context, target)], Tool, found => Call(letter, found[0].Shown!, found[0].Words)));
    }

    // "the owner of the Acme account", "the assignee of ticket 5": a person that the row refers to.
    private static IEnumerable<(RowTarget Of, RowTarget Person)> Owners(ActingContext context, string to)
    {
        foreach (var (role, of) in Phrase.Cuts(to, "of", "for").Concat(Phrase.Cuts(to.Replace("'s ", " 's ", StringComparison.Ordinal), "'s").Select(cut => (cut.After, cut.Before))))
        {
            foreach (var target in context.Targets.Read(of, table => References(context, table, role).Any()).Where(target => target.IsOne).ToList())
            {
                foreach (var hop in References(context, context.Lexicon[target.Table], role))
                {
                    yield return (target, WithAddress(context, Referred(context, target, hop, to)) with
                    {
                        OrWhere = target.OrWhere is { } loose ? Referred(context, target with { Where = loose }, hop, to).Where : null,
                    });
                }
            }
        }
    }

    private static RowTarget Referred(ActingContext context, RowTarget target, JoinHop hop, string words) => new()
    {
        Table = hop.To,
        Where = $"{context.Dialect.Name(hop.ToColumns[0])} IN (SELECT {context.Dialect.Name(hop.FromColumns[0])} FROM {context.Dialect.Table(target.Table)} WHERE {target.Where})",
        Words = words,
    };

    private static ImmutableArray<JoinHop> References(ActingContext context, TableEntry table, string role)
    {
        var people = table.Columns.Select(column => (Column: column.Ref, Hop: context.Values.References(column.Ref)!))
            .Where(pair => pair.Hop is { } hop && Address(context.Lexicon[hop.To]) is not null).ToList();
        var named = context.Names.Columns(table, role);
        var meant = people.Where(pair => named.Contains(pair.Column)).ToList();
        if (meant.Count == 0 && Responsible.Is(Phrase.Tokens(role)))
            meant = people.Where(pair => Responsible.Is(pair.Column)).ToList();
        return [.. meant.Select(pair => pair.Hop)];
    }

    private static RowTarget WithAddress(ActingContext context, RowTarget person) =>
        person with { Shown = context.Dialect.Name(Address(context.Lexicon[person.Table])!.Column.Name) };

    private static ColumnRef? Address(TableEntry table) =>
        table.Columns.Where(column => column.Ref.Column.Type == Discovery.LogicalType.Text && column.Words is [.., { Lower: "email" or "mail" }] or [.., { Lower: "email" }, { Lower: "address" }]).ToList() is [{ Ref: var only }]
            ? only
            : null;

    private static ActionCall Call(Letter letter, string address, string words)
    {
        var body = char.ToUpperInvariant(letter.Body[0]) + letter.Body[1..] + (char.IsLetterOrDigit(letter.Body[^1]) ? "." : "");
        var subject = letter.Subject ?? (body.Length <= LongestSubject ? body.TrimEnd('.') : body[..Math.Max(body.LastIndexOf(' ', LongestSubject), LongestSubject / 2)] + " ...");
        return new(
            Tool,
            ImmutableDictionary<string, object?>.Empty.Add("to", address).Add("subject", subject).Add("body", body),
            $"Send an e-mail to {(address == words ? address : $"{words} ({address})")}: \"{body}\"");
    }
}
