namespace AgentCluster.Reasoning.Local;

/// <summary>Finds the column of a table that measures what an adjective speaks of.</summary>
internal static class Dimensions
{
    /// <returns>The column, whether the order is turned round (an older person has the smaller date of birth), and how sure it is.</returns>
    public static (ColumnRef Column, bool Descending, double Factor)? Find(TableEntry table, Cue cue)
    {
        foreach (var word in cue.Words)
        {
            var time = word[0] is '+' or '-';
            var stem = Stemmer.Stem(time ? word[1..] : word);
            var column = table.Columns.OrderByDescending(candidate => candidate.Words.Any(part => part.Lower == "total")).FirstOrDefault(candidate =>
                (time ? candidate.Ref.Role == ColumnRole.Date || Years.IsYear(candidate.Ref) : candidate.Ref.IsMeasure && !Years.IsYear(candidate.Ref)) && candidate.Words.Any(part => part.Stem == stem));
            if (column is not null)
                return (column.Ref, time ? word[0] == '+' : cue.Descending, Sureness(table, column.Ref, time));
        }

        if (cue.Words.Any(word => word[0] is '+' or '-') && table.MainDate is { } date)
            return (date, cue.Words.First(word => word[0] is '+' or '-')[0] == '+', 0.85);
        var measures = table.Measures.ToList();
        return measures.Count == 1 && cue.Words.Length > 0 && cue.Words[0][0] is not ('+' or '-') ? (measures[0], cue.Descending, 0.7) : null;
    }

    /// <summary>The measure that a table is about when a question names none: called like the table, or an amount, or the only one.</summary>
    public static ColumnRef? Main(TableEntry table) =>
        Namesake(table) ?? Find(table, new Cue(CueKind.Superlative, Dimensions: Vocabulary.Money))?.Column;

    /// <summary>The measure that the table is called by, as the spend of ad_spend.</summary>
    public static ColumnRef? Namesake(TableEntry table) =>
        table.Columns.FirstOrDefault(column => column.Ref.IsMeasure && column.Words.All(word => table.Words.Any(other => other.Stem == word.Stem)))?.Ref;

    private static double Sureness(TableEntry table, ColumnRef column, bool time)
    {
        var rivals = time
            ? table.Columns.Count(other => other.Ref.Role == ColumnRole.Date && other.Ref != column)
            : table.Measures.Count(other => other != column);
        return rivals == 0 ? 0.97 : rivals <= 2 ? 0.92 : 0.85;
    }
}
