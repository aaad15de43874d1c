namespace AgentCluster.Reasoning.Local;

/// <summary>Notes what the closed vocabulary asks for.</summary>
internal static class CueReader
{
    public static void Read(Draft draft, Cue cue, Mention? next)
    {
        var pending = draft.Pending;
        switch (cue.Kind)
        {
            case CueKind.HowMany: CountOf(draft); break;
            case CueKind.Aggregate: pending.Function = cue.Argument; break;
            case CueKind.Superlative: pending.Superlative = cue; break;
            case CueKind.Most: pending.Most = cue; break;
            case CueKind.Top: pending.Top = cue; break;
            case CueKind.Compare: Compare(draft, cue, next); break;
            case CueKind.Not: pending.Not = true; break;
            case CueKind.Group: pending.Group = next is not (null or ValueMention); break;
            case CueKind.Comparative: pending.Comparative = cue; break;
            case CueKind.Than: Than(draft, next); break;
            case CueKind.Way: Way(draft, cue, next); break;
            case CueKind.Share: draft.ShareFrom = 0; break;
            case CueKind.Order when cue.Argument.Length > 0: draft.Direction = cue.Descending; break;
            case CueKind.Order: pending.Order = true; break;
            case CueKind.HowMuch: draft.HowMuch ??= cue; break;
            case CueKind.Distinct: draft.Distinct = true; break;
            case CueKind.Who or CueKind.When or CueKind.Where: draft.Asks ??= cue; break;
            case CueKind.Unit: Unit(draft, cue.Argument); break;
            case CueKind.Beyond: draft.Doubt(0.15, "The question asks for something the planner cannot work out."); break;
        }
    }

    private static void CountOf(Draft draft)
    {
        if (draft.Joined is not null && (draft.Counted is not null || draft.GroupHaving is not null || draft.GroupRanking is not null))
            draft.ShowCount = true;
        else if (draft.Nodes.Count > 0 && (draft.Pending.Top is not null || draft.Pending.Group || draft.Pending.Order || draft.Pending.Superlative is not null))
            draft.Pending.CountOf = true;
        else
            draft.HowMany = true;
    }

    // "a larger budget than X": the comparative waited for its noun.
    private static void Than(Draft draft, Mention? next)
    {
        if (draft.Pending.Comparative is not { } comparative)
            return;
        draft.Pending.Comparative = null;
        Compare(draft, comparative, next);
    }

    // "from 1990 to 2000" bounds; "from A to B" says which end of a thing is meant.
    private static void Way(Draft draft, Cue cue, Mention? next)
    {
        if (next is NumberMention or DateMention)
            draft.Pending.Compare = Vocabulary.Find(cue.Argument == "from" ? "at least" : "at most");
        else
            draft.Pending.Way = cue.Argument;
    }

    // An adjective may follow as "over" the name it compares.
    private static void Compare(Draft draft, Cue cue, Mention? next)
    {
        if (next is NumberMention or DateMention or CueMention { Cue.Kind: CueKind.Unit })
            draft.Pending.Compare = cue;
        else if (cue.Argument is ">" or "<" or ">=" or "<=" && next is CueMention { Cue.Kind: CueKind.Aggregate or CueKind.HowMany } or AggregateMention
            || cue.Words.Length > 0 && next is ValueMention or ColumnMention)
            draft.Pending.Against = cue;
        else if (cue.Words.Length > 0 || cue.Argument is "BETWEEN" or "=")
            draft.Doubt(0.2, "The question compares with something the planner cannot work out.");
    }

    private static void Unit(Draft draft, string unit)
    {
        if (!draft.Pending.Group && draft.Nodes.Count + draft.Aggregates.Count > 0 && !draft.HowMany)
            return;
        if (!draft.Pending.Group)
            draft.Doubt(0.75);
        draft.GroupUnit = unit;
        draft.Pending.Group = false;
    }
}
