using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Which slot of the question asked takes the place of which slot of the learned one.</summary>
internal static class SlotPairing
{
    private const double OtherColumns = 0.22;

    /// <returns>The asked slot for each learned slot in order, or null when they do not fit one to one.</returns>
    public static ImmutableArray<Slot>? Pair(Masked known, Masked asked)
    {
        if (known.Slots.Length != asked.Slots.Length)
            return null;
        var paired = new Slot?[known.Slots.Length];
        var left = asked.Slots.ToList();
        var (before, after) = (Before(known), Before(asked));
        // "from A to B" and "to B from A": the word before says which is which, else the order does.
        for (var i = 0; i < paired.Length; i++)
        {
            var same = Enumerable.Range(0, asked.Slots.Length).Where(j => before[i].Length > 0 && after[j] == before[i]).ToList();
            if (same.Count == 1 && before.Count(word => word == before[i]) == 1 && Fits(known.Slots[i], asked.Slots[same[0]]) && left.Remove(asked.Slots[same[0]]))
                paired[i] = asked.Slots[same[0]];
        }

        for (var i = 0; i < paired.Length; i++)
        {
            paired[i] ??= left.Find(slot => Fits(known.Slots[i], slot));
            if (paired[i] is null)
                return null;
            left.Remove(paired[i]!);
        }

        return [.. paired.OfType<Slot>()];
    }

    /// <summary>How alike the slots are in what they may be, 0 to 1: "New York" is a city and a state, "Texas" a state only.</summary>
    public static double Likeness(Masked known, ImmutableArray<Slot> asked)
    {
        var likeness = 1d;
        for (var i = 0; i < asked.Length; i++)
        {
            var (a, b) = (Columns(known.Slots[i]), Columns(asked[i]));
            if (a.Count + b.Count > 0)
                likeness *= 1 - OtherColumns * (1 - (double)a.Count(b.Contains) / a.Union(b).Count());
        }

        return likeness;
    }

    /// <summary>
    /// The asked question with the words that the learned one does not have made a value, where a value that the catalog does not know
    /// stands in the learned one, after the same word or before it: of a large column few values are in the catalog.
    /// </summary>
    public static Masked Gap(Masked known, Masked asked)
    {
        var open = Enumerable.Range(0, known.Pieces.Length).Where(i => known.Pieces[i].Slot is { Hits.IsEmpty: true } slot && IsText(slot)).ToList();
        if (open.Count == 0 || known.Slots.Count(IsText) != asked.Slots.Count(IsText) + 1)
            return asked;
        var stems = known.Words.Select(word => word.Stems).ToHashSet(StringComparer.Ordinal);
        var foreign = Enumerable.Range(0, asked.Pieces.Length).Where(i => asked.Pieces[i] is { IsContent: true } piece && !stems.Contains(piece.Stems)).ToList();
        if (foreign.Count == 0)
            return asked;
        var (from, to) = (foreign[0], foreign[^1] + 1);
        var gap = asked.Pieces[from..to];
        if (gap.Any(piece => piece.Slot is not null) || !open.Any(i => StemsAt(known, i - 1) == StemsAt(asked, from - 1) || StemsAt(known, i + 1) == StemsAt(asked, to)))
            return asked;
        var words = gap.SelectMany(piece => piece.Words).ToImmutableArray();
        return new([.. asked.Pieces[..from], new Piece(words) { Slot = new(string.Join(' ', words.Select(word => word.Text)), [], null, null) }, .. asked.Pieces[to..]]);
    }

    private static string StemsAt(Masked masked, int at) => at >= 0 && at < masked.Pieces.Length ? masked.Pieces[at].Stems : "";

    private static bool Fits(Slot known, Slot asked)
    {
        if (known.Kind != asked.Kind)
            return false;
        if (!IsText(known) || known.Hits.IsEmpty || asked.Hits.IsEmpty)
            return true;
        return known.Text == asked.Text || known.Hits.Any(hit => asked.Hits.Any(other => other.Column == hit.Column));
    }

    private static bool IsText(Slot slot) => slot.Kind == "value";

    private static HashSet<ColumnRef> Columns(Slot slot) => [.. slot.Hits.Select(hit => hit.Column)];

    private static string[] Before(Masked masked) =>
        [.. Enumerable.Range(0, masked.Pieces.Length).Where(i => masked.Pieces[i].Slot is not null).Select(i => i == 0 ? "" : masked.Pieces[i - 1].Stems)];
}
