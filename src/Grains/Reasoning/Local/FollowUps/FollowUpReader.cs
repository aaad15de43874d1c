namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>Reads a follow-up from left to right and changes the question before it.</summary>
internal sealed class FollowUpReader(EarlierQuestion question, List<Part> parts, bool hasPronoun)
{
    private static readonly HashSet<string> Listing = ["list", "show", "which", "who", "give", "name", "display", "see", "tell me"];

    private static readonly HashSet<string> Relating = ["with", "of", "in", "from", "for", "by", "on", "at", "to"];

    private bool _changed;
    private bool _negated;
    private int _at;

    /// <summary>Whether anything was changed.</summary>
    public bool Read()
    {
        for (_at = 0; _at < parts.Count; _at++)
            ReadPart(parts[_at]);
        if (!_changed && hasPronoun && parts.Exists(part => Listing.Contains(part.Text.ToLowerInvariant()) || part.Cue == CueKind.Who))
            _changed = question.Ask("List the");
        return _changed;
    }

    private void ReadPart(Part part)
    {
        switch (part.Best)
        {
            case DateMention:
                Change(question.Date(Preposition() + part.Text));
                break;
            case CueMention cue:
                ReadCue(part, cue.Cue);
                break;
            case ValueMention or FlagMention:
                Change(question.Value(part, _negated));
                _negated = false;
                break;
            case TableMention table:
                ReadTable(part, table);
                break;
            case ColumnMention when Next()?.Cue == CueKind.Compare:
                break;
            case ColumnMention or AggregateMention:
                Change(hasPronoun ? question.Ask($"What is the {part.Text} of the") : question.Measure(part));
                break;
            case NumberMention:
                break;
            case null when !Ellipsis.IsSoftener(Word(part)) && !Ellipsis.IsPronoun(Word(part)):
                // A word nobody knows stays in the question, where it costs confidence; alone it changes nothing.
                question.Condition(part.Text);
                break;
        }
    }

    private void ReadCue(Part part, Cue cue)
    {
        switch (cue.Kind)
        {
            case CueKind.HowMany:
                Change(question.Ask("How many"));
                break;
            case CueKind.Not:
                _negated = true;
                break;
            case CueKind.Group:
                Change(question.Group(Rest(part, 1)));
                break;
            case CueKind.Order:
                Change(question.Order(cue.Argument.Length > 0 ? part.Text : Rest(part, 2).Replace("sort by", "sorted by", StringComparison.OrdinalIgnoreCase)));
                break;
            case CueKind.Top:
                Change(question.Top(Rest(part, 1)));
                break;
            case CueKind.Superlative or CueKind.Most when Next() is not { Best: ColumnMention or TableMention }:
                Change(question.Ask($"Which is the {part.Text}"));
                break;
            // "from" and "over" compare numbers and dates only.
            case CueKind.Compare when parts.Skip(_at + 1).Take(2).Any(other => other.Best is NumberMention):
                ReadBound(part);
                break;
            case CueKind.Aggregate:
                Change(question.Function(part.Text));
                break;
            case CueKind.Unit:
                Change(question.Group($"per {part.Text}"));
                break;
        }
    }

    // "and payments?" asks the same of other rows; "how many payments do they have?" asks for rows that belong to those before.
    private void ReadTable(Part part, TableMention table)
    {
        if (question.Root?.Table == table.Table)
            return;
        if (!hasPronoun)
            Change(question.Table(part));
        else
            Change(question.Ask($"{(parts.Exists(other => other.Cue == CueKind.HowMany) ? "How many" : "List the")} {part.Text} of the"));
    }

    private void ReadBound(Part compare)
    {
        var column = _at > 0 && parts[_at - 1].Best is ColumnMention ? parts[_at - 1] : null;
        var number = parts.FindIndex(_at, part => part.Best is NumberMention);
        _at = number;
        if (column is null && Next() is { Best: ColumnMention } named)
        {
            column = named;
            _at++;
        }

        Change(question.Bound($"{compare.Text} {parts[number].Text}", column));
    }

    private string Rest(Part cue, int most)
    {
        var words = new List<string> { cue.Text };
        while (most > 0 && Next() is { } next)
        {
            _at++;
            if (next.Cue == CueKind.Stop && !Relating.Contains(next.Text.ToLowerInvariant()) || next.Best is null && Ellipsis.IsPronoun(Word(next)))
                continue;
            words.Add(next.Text);
            most -= next.Cue == CueKind.Stop ? 0 : 1;
        }

        return string.Join(' ', words);
    }

    private string Preposition() => _at > 0 && (parts[_at - 1].Cue == CueKind.Compare || Relating.Contains(parts[_at - 1].Text.ToLowerInvariant()))
        ? parts[_at - 1].Text + " "
        : char.IsDigit(parts[_at].Text[0]) || parts[_at].Text.Any(char.IsDigit) && !parts[_at].Text.Contains("last", StringComparison.OrdinalIgnoreCase) ? "in " : "";

    private Part? Next() => _at + 1 < parts.Count ? parts[_at + 1] : null;

    private void Change(bool changed) => _changed |= changed;

    private static Token Word(Part part) => new(part.Text, part.Text.ToLowerInvariant(), "", TokenKind.Word);
}
