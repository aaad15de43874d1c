namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>The question before, in parts that a follow-up exchanges or adds to.</summary>
internal sealed class EarlierQuestion(List<Part> parts)
{
    private static readonly HashSet<string> Prepositions = ["in", "on", "at", "from", "for", "of", "during", "within", "since", "before", "after"];

    private static readonly HashSet<string> Verbs = new(["are", "is", "were", "was", "there"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The table whose rows it is about, or null.</summary>
    public TableMention? Root => RootAt is >= 0 and var at ? (TableMention)parts[at].Best! : null;

    public string Text => string.Join(' ', parts.Select(part => part.Text).Where(text => text.Length > 0)) + "?";

    private int RootAt => parts.FindIndex(part => part.Best is TableMention && !FollowsGroup(part));

    /// <summary>Asks something else of the same rows.</summary>
    public bool Ask(string head)
    {
        if (RootAt < 0)
            return false;
        var start = NounAt();
        var lost = parts.Take(start).Index().Where(part => part.Item.Best is ValueMention or FlagMention or DateMention).Select(part => part.Item).ToList();
        parts.RemoveRange(0, start);
        parts.Insert(0, Part.Words(head));
        if (RootAt + 1 is var next && next < parts.Count && parts[next] is { Cue: CueKind.Stop } verb && verb.Text.Split(' ').All(Verbs.Contains))
            parts.RemoveAt(next);
        lost.ForEach(part => Append(part, part.Best is FlagMention ? "" : "in"));
        return true;
    }

    public bool Date(string text)
    {
        var at = parts.FindIndex(part => part.Best is DateMention);
        if (at < 0)
        {
            parts.Add(Part.Words(text));
            return true;
        }

        var last = parts.FindLastIndex(part => part.Best is DateMention);
        if (at > 0 && (parts[at - 1].Cue == CueKind.Compare || Prepositions.Contains(parts[at - 1].Text.ToLowerInvariant())))
            at--;
        Exchange(at, last - at + 1, Part.Words(text));
        return true;
    }

    /// <summary>Exchanges the value or flag of the same column, or narrows the rows by it.</summary>
    public bool Value(Part value, bool negated)
    {
        var wanted = value with { Text = negated ? $"not {value.Text}" : value.Text };
        var columns = Columns(value).ToHashSet();
        var same = parts.FindIndex(part => part.Best is ValueMention or FlagMention && Columns(part).Any(columns.Contains));
        if (same >= 0)
        {
            if (same > 0 && parts[same - 1].Cue == CueKind.Not)
                parts.RemoveAt(--same);
            Exchange(same, 1, wanted);
            RemoveOthers(same, columns);
            return true;
        }

        var root = RootAt;
        if (root >= 0 && columns.Any(column => column.Table == Root!.Table && column.Role is ColumnRole.Category or ColumnRole.Flag or ColumnRole.Date))
            parts.Insert(root, wanted);
        else
            Append(wanted, value.Best is FlagMention ? "" : "in");
        return true;
    }

    public bool Table(Part table)
    {
        if (RootAt is not (>= 0 and var at))
            return false;
        Exchange(at, 1, table);
        return true;
    }

    public void Condition(string text) => parts.Add(Part.Words(text));

    /// <summary>Exchanges the bound of the same number, or adds one.</summary>
    public bool Bound(string text, Part? column)
    {
        var at = parts.Zip(parts.Skip(1)).ToList().FindIndex(pair => pair.First.Cue == CueKind.Compare && pair.Second.Best is NumberMention);
        var known = at < 0 ? null : at + 2 < parts.Count && parts[at + 2].Best is ColumnMention ? parts[at + 2] : at > 0 ? parts[at - 1] : null;
        if (at >= 0 && (column is null || (column.Best as ColumnMention)?.Column == (known?.Best as ColumnMention)?.Column))
            Exchange(at, 2, Part.Words(text));
        else
            parts.Add(Part.Words($"with {text} {column?.Text}".TrimEnd()));
        return true;
    }

    public bool Group(string text) => ExchangePhrase(CueKind.Group, text);

    public bool Order(string text) => ExchangePhrase(CueKind.Order, text);

    /// <summary>Keeps the first so many of the order or of the groups.</summary>
    public bool Top(string text)
    {
        var top = parts.FindIndex(part => part.Cue == CueKind.Top);
        if (top >= 0)
        {
            Exchange(top, top + 1 < parts.Count && parts[top + 1].Best is NumberMention ? 2 : 1, Part.Words(text));
            return true;
        }

        var group = parts.FindIndex(part => part.Cue == CueKind.Group);
        if (group >= 0 && group + 1 < parts.Count && parts[0].Cue == CueKind.HowMany && Root is not null)
        {
            var of = parts[group + 1];
            parts.RemoveRange(group, 2);
            parts[0] = Part.Words($"{text} {of.Text} by number of");
            return true;
        }

        if (parts.Find(part => part.Cue == CueKind.Order) is { } order)
            parts[parts.IndexOf(order)] = Part.Words("by");
        return Ask($"List the {text}");
    }

    public bool Function(string name)
    {
        var at = parts.FindIndex(part => part.Cue == CueKind.Aggregate || part.Best is AggregateMention);
        if (at < 0)
            return false;
        Exchange(at, 1, Part.Words(parts[at].Best is AggregateMention aggregate ? $"{name} {ReadingWords.Name(aggregate.Column.Column.Name)}" : name));
        return true;
    }

    /// <summary>Exchanges the number or date asked for, or asks it of the same rows.</summary>
    public bool Measure(Part column)
    {
        var at = parts.FindIndex(part => part.Best is AggregateMention or ColumnMention && !FollowsGroup(part));
        if (at < 0 || at > Math.Max(RootAt, 0))
            return Ask($"What is the {column.Text} of the");
        var function = parts[at].Best is AggregateMention { Function: var name } ? Spoken(name) : "";
        Exchange(at, 1, column with { Text = function + column.Text });
        return true;
    }

    private static string Spoken(string function) => function switch
    {
        "SUM" => "total ",
        "AVG" => "average ",
        "MIN" => "minimum ",
        "MAX" => "maximum ",
        _ => "",
    };

    // Where the words for the rows begin: the name of the table with what stands right before it and narrows it.
    private int NounAt()
    {
        var at = RootAt;
        while (at > 0 && parts[at - 1] is { Best: ValueMention or FlagMention or NumberMention or CueMention { Cue.Kind: CueKind.Top or CueKind.Superlative or CueKind.Not or CueKind.Distinct } })
            at--;
        return at;
    }

    // "in one or another": where one value took the place, the others of its column go with their "or".
    private void RemoveOthers(int kept, HashSet<ColumnRef> columns)
    {
        for (var at = parts.Count - 1; at > kept; at--)
        {
            if (parts[at].Best is not (ValueMention or FlagMention) || !Columns(parts[at]).Any(columns.Contains))
                continue;
            parts.RemoveAt(at);
            if (parts[at - 1].Cue == CueKind.Joint)
                parts.RemoveAt(--at);
        }
    }

    private bool FollowsGroup(Part part) => parts.IndexOf(part) is > 0 and var at && parts[at - 1].Cue is CueKind.Group or CueKind.Order;

    private bool ExchangePhrase(CueKind kind, string text)
    {
        var at = parts.FindIndex(part => part.Cue == kind);
        if (at >= 0)
            Exchange(at, Math.Min(2, parts.Count - at), Part.Words(text));
        else
            parts.Add(Part.Words(text));
        return true;
    }

    private void Append(Part part, string preposition)
    {
        if (preposition.Length > 0)
            parts.Add(Part.Words(preposition));
        parts.Add(part);
    }

    private void Exchange(int at, int count, Part by)
    {
        parts.RemoveRange(at, count);
        parts.Insert(at, by);
    }

    private static IEnumerable<ColumnRef> Columns(Part part) => part.Candidates.Select(mention => mention switch
    {
        ValueMention value => value.Column,
        FlagMention flag => flag.Column,
        _ => null,
    }).OfType<ColumnRef>();
}
