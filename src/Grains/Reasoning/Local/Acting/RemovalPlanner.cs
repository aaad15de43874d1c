using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Turns a removal into one DELETE: of the rows named, or of the row that ties two of them together.</summary>
internal static class RemovalPlanner
{
    public static IEnumerable<Interpretation> Plan(ActingContext context, Removal removal) =>
        removal.From is { } from
            ? Ties.Between(context, removal.What, from).Select(tie => new Interpretation([tie.One, tie.Other], Dml.Tool, found => Untie(context, tie, found)))
            : Rows(context, removal.What);

    private static IEnumerable<Interpretation> Rows(ActingContext context, string what)
    {
        foreach (var table in context.Names.Tables(what))
            context.Explain($"Which rows of {ReadingWords.Name(table.Table.Name)} are to be deleted? Say \"all\" if every one is meant.");
        return context.Targets.Read(what, _ => true).Select(target => new Interpretation([target], Dml.Tool, found => Delete(context, found)));
    }

    private static ActionCall Delete(ActingContext context, ImmutableArray<FoundRows> found) =>
        Dml.Execute($"DELETE FROM {context.Dialect.Table(found[0].Target.Table)}{Dml.Where(context, found[0])}", $"Delete {found[0].Words}.", found);

    private static ActionCall Untie(ActingContext context, Tie tie, ImmutableArray<FoundRows> found) => Dml.Execute(
        $"DELETE FROM {context.Dialect.Table(tie.Table)} WHERE {context.Dialect.Name(tie.OneColumn.Column.Name)} = {context.Values.Key(tie.OneColumn, found[0])} AND {context.Dialect.Name(tie.OtherColumn.Column.Name)} = {context.Values.Key(tie.OtherColumn, found[1])}",
        $"Take {found[0].Words} from {found[1].Words}.",
        found);
}
