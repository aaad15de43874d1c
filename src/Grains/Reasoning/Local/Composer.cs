using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Builds a reading from left to right: a name opens or reaches a set, and the words before it say what happens to it.
/// English questions about data nest to the right, so a phrase belongs to the nearest set it can be joined to.
/// </summary>
internal static class Composer
{
    public static Reading? Compose(ImmutableArray<(LinkedSpan Span, Mention? Chosen)> links, CatalogLexicon lexicon)
    {
        var draft = new Draft(lexicon);
        draft.Roles.AddRange(links.Select(link => (link.Chosen as TableMention)?.Via).OfType<JoinHop>());
        var said = Adjectives.BehindTheirNouns(Said(Compounds.Reduce(links)));
        var mentions = said.Select(word => word.Mention).ToImmutableArray();
        for (var i = 0; i < mentions.Length; i++)
        {
            if (said[i].AfterVerb && draft is { ShareFrom: 0, Nodes: [var whole] })
                draft.ShareFrom = whole.Rows.Conditions.Count;
            if (mentions[i] is CueMention { Cue: { Kind: CueKind.Joint } joint })
            {
                draft.Joined = joint;
                continue;
            }

            var next = i + 1 < mentions.Length ? mentions[i + 1] : null;
            var previous = i > 0 ? mentions[i - 1] : null;
            if (next is CueMention { Cue.Kind: CueKind.Joint } && draft.Pending.Compare is { Argument: "BETWEEN" } && i + 2 < mentions.Length)
                next = mentions[i + 2];
            if (previous is CueMention { Cue.Kind: CueKind.Joint } && i > 1)
                previous = mentions[i - 2];
            var before = draft.Nodes.ToDictionary(node => node, node => node.Rows.Conditions.Count);
            draft.IsAfterWords = said[i].AfterWords;
            draft.IsNextBeside = i + 1 < said.Count && said[i].End == said[i + 1].Start;
            if (!RowComparisonReader.Read(draft, mentions[i], next))
                Read(draft, mentions[i], previous, next);
            if (mentions[i] is CueMention || mentions[i] is NumberMention && draft.Pending.Number is not null)
                continue;
            if (draft.Joined is { Argument: "OR" })
                SetReader.Either(before);
            draft.Joined = null;
        }

        var query = QueryFinisher.Finish(draft);
        return query is null ? null : new Reading { Query = query, Links = links, Doubts = [.. draft.Doubts], Cautions = [.. Cautions.Of(query, links, lexicon)], Score = Score(draft, links) };
    }

    // Words without meaning of their own are dropped; of verbs it is remembered where they stood.
    private static List<Word> Said(ImmutableArray<(LinkedSpan Span, Mention? Chosen)> links)
    {
        var said = new List<Word>(links.Length);
        var (afterVerb, afterWords) = (false, false);
        foreach (var (span, chosen) in links)
        {
            if (chosen is CueMention { Cue: { Kind: CueKind.Stop } stop })
            {
                afterVerb |= stop.Argument == Vocabulary.Verb;
                afterWords |= span.Text.ToLowerInvariant() is not ("of" or "for" or "the" or "called" or "named" or "is" or "are" or "was" or "were");
            }
            else if (chosen is not null)
            {
                said.Add(new(chosen, afterVerb, afterWords, span.Start, span.End));
                (afterVerb, afterWords) = (false, false);
            }
        }

        return said;
    }

    private static void Read(Draft draft, Mention mention, Mention? previous, Mention? next)
    {
        switch (mention)
        {
            case CueMention cue: CueReader.Read(draft, cue.Cue, next); break;
            case TableMention table: TableReader.Read(draft, table.Table, next); break;
            case ColumnMention column: ColumnReader.Read(draft, column.Column, next); break;
            case AggregateMention aggregate: ColumnReader.ReadAggregate(draft, aggregate, next); break;
            case ValueMention value: ConditionReader.Value(draft, value, previous); break;
            case ConditionMention condition: ConditionReader.Condition(draft, condition); break;
            case FlagMention flag: ConditionReader.Flag(draft, flag); break;
            case NumberMention number: ConditionReader.Number(draft, number.Number, previous, next); break;
            case DateMention date: ConditionReader.Date(draft, date.Span, previous); break;
        }
    }

    private static double Score(Draft draft, ImmutableArray<(LinkedSpan Span, Mention? Chosen)> links)
    {
        var score = 0d;
        foreach (var (_, chosen) in links)
            score += chosen is null ? -0.7 : chosen is CueMention ? 0 : Math.Log(Math.Clamp(chosen.Score, 0.05, 1.3));
        foreach (var doubt in draft.Doubts.Where(doubt => doubt.IsOfReading))
            score += Math.Log(doubt.Factor);
        return score - 0.12 * draft.JoinCost - 0.05 * draft.Nodes.Count;
    }
}
