using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Reads the values of a new row: what it is called, then each value behind the name of its column. Words that fit nowhere are told.</summary>
internal static class FieldReader
{
    private const int LongestColumn = 3;

    private static readonly HashSet<string> Joints = new(
        ["and", "with", "in", "of", "for", "to", "its", "his", "her", "the", "a", "an", "is", "are", "that", "which", "who", "whose", "on", "by", "from", "at", "not", "as", "=", "has", "having", "where", "under"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Relations = new(["to", "for", "from", "with", "in", "on", "by", "at", "of"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Callers = new(["called", "named", "titled", "name", "label"], StringComparer.OrdinalIgnoreCase);

    /// <returns>What each column gets, and the words that were not placed.</returns>
    public static (ImmutableArray<(ColumnRef Column, string Text)> Fields, string Unplaced) Read(ActingContext context, TableEntry table, string text)
    {
        var (fields, others) = WithMainText(context, table, text);
        var words = Split(others);
        var markers = Markers(context, table, words);
        var unplaced = Called(table, Value(words, 0, markers.IsEmpty ? words.Length : markers[0].At), fields);
        foreach (var (index, marker) in markers.Index())
        {
            var until = index + 1 < markers.Length ? markers[index + 1].At : words.Length;
            var value = Value(words, marker.At + marker.Length, until);
            if (marker.Column.Role == ColumnRole.Flag && value.Length == 0)
                value = IsNegated(words, marker.At) ? "no" : "yes";
            fields.Add((marker.Column, value));
        }

        return (fields.ToImmutable(), unplaced);
    }

    // "to client 17: call back tomorrow": what stands behind the colon is the text of the row.
    private static (ImmutableArray<(ColumnRef, string)>.Builder Fields, string Others) WithMainText(ActingContext context, TableEntry table, string text)
    {
        var fields = ImmutableArray.CreateBuilder<(ColumnRef, string)>();
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var main = table.Columns.Where(column => column.Words is [{ Lower: "body" or "text" or "content" or "message" or "comment" or "note" or "description" }]).Select(column => column.Ref).ToList();
        if (colon <= 0 || main is not [var only] || Phrase.Words(text[..colon]) is not [.., var last] || context.Names.Columns(table, last).Any(column => column.Role != ColumnRole.Flag))
            return (fields, text.TrimStart(':', ' '));
        fields.Add((only, text[(colon + 2)..].Trim()));
        return (fields, text[..colon]);
    }

    private static ImmutableArray<(int At, int Length, ColumnRef Column)> Markers(ActingContext context, TableEntry table, string[] words)
    {
        var markers = ImmutableArray.CreateBuilder<(int, int, ColumnRef)>();
        var last = table.Label is [_, _] ? -1 : 0;
        for (var at = 0; at < words.Length; at++)
        {
            if (at > 0 && !Joints.Contains(words[at - 1]) && words[at - 1][^1] is not (',' or ';' or ':') && last != at)
                continue;
            for (var length = Math.Min(LongestColumn, words.Length - at); length > 0; length--)
            {
                if (Column(context, table, Phrase.Join(words, at, at + length)) is not { } column)
                    continue;
                markers.Add((at, length, column));
                at += length - 1;
                last = at + 1;
                break;
            }
        }

        return markers.ToImmutable();
    }

    private static ColumnRef? Column(ActingContext context, TableEntry table, string words)
    {
        var phrase = words.TrimEnd(':', ',', ';');
        if (!phrase.Contains(' ', StringComparison.Ordinal) && (Joints.Contains(phrase) || Callers.Contains(phrase) && table.Label is [_, _]))
            return null;
        return context.Names.Columns(table, phrase) is [var only] ? only : null;
    }

    /// <summary>Gives the row its name; the words back when it has none to take.</summary>
    private static string Called(TableEntry table, string text, ImmutableArray<(ColumnRef, string)>.Builder fields)
    {
        var words = Phrase.Words(text);
        var isCalled = words is [var caller, _, ..] && Callers.Contains(caller);
        if (isCalled)
            text = Phrase.Join(words, 1, words.Length);
        if (text.Length == 0)
            return "";

        // "the skill painting to Ann": more is said than a name.
        if (!isCalled && !Phrase.IsQuoted(text) && words.Any(word => Relations.Contains(word)))
            return text;
        if (table.Label is [var first, var second] && Phrase.Words(Phrase.Unquoted(text)) is [var one, var other])
        {
            fields.Add((first, one));
            fields.Add((second, other));
            return "";
        }

        if (table.Label is not [{ Role: not ColumnRole.Key, Column.Type: Discovery.LogicalType.Text } label])
            return text;
        fields.Add((label, text));
        return "";
    }

    private static string Value(string[] words, int from, int until)
    {
        while (from < until && (words[from] is "is" or "=" or ":" or "of" or "to" or "as" or "with" or "are" || words[from] == "and"))
            from++;
        var end = until;
        while (end > from && (Joints.Contains(words[end - 1]) && end < words.Length || words[end - 1] is "," or ";"))
            end--;
        return Phrase.Join(words, from, end).Trim(',', ';', ' ').Replace(Blank, ' ');
    }

    private static bool IsNegated(string[] words, int at) => at > 0 && words[at - 1].Equals("not", StringComparison.OrdinalIgnoreCase);

    private const char Blank = '\u0001';

    // Quoted words stay together.
    private static string[] Split(string text)
    {
        var characters = text.ToCharArray();
        for (var (i, quoted) = (0, false); i < characters.Length; i++)
        {
            quoted ^= characters[i] == '"';
            characters[i] = quoted && characters[i] == ' ' ? Blank : characters[i];
        }

        return Phrase.Words(new string(characters));
    }
}
