using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>A table with the words of its name, its columns and its label.</summary>
/// <param name="Table">The table.</param>
/// <param name="Words">Words of its name.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Label">The columns a person calls a row by.</param>
internal sealed record TableEntry(CatalogTable Table, ImmutableArray<Token> Words, ImmutableArray<ColumnEntry> Columns, ImmutableArray<ColumnRef> Label)
{
    /// <summary>The date a question about a time means when it names none: the first that says when the row came to be, else the first.</summary>
    public ColumnRef? MainDate =>
        Columns.Where(column => column.Ref.Role == ColumnRole.Date)
            .OrderByDescending(column => Words.Length > 0 && column.Words.Any(word => word.Stem == Words[^1].Stem || word.Stem.StartsWith(Words[^1].Stem, StringComparison.Ordinal)))
            .ThenBy(column => column.Words.Any(word => word.Stem is "due" or "update" or "updat" or "end" or "expire" or "expir" or "deliver" or "modifi"))
            .FirstOrDefault()?.Ref;

    /// <summary>Whether a row is a person, as far as the columns tell.</summary>
    public bool IsPeople => Columns.Any(column => column.Words is [{ Lower: "full" or "first" or "last" }, { Lower: "name" }] or [{ Lower: "firstname" or "lastname" or "surname" or "fullname" }])
        || Words is [.., { Stem: "user" or "person" or "customer" or "member" or "employe" or "staff" or "author" or "student" or "teacher" or "instructor" or "patient" or "guest" or "passenger" or "reviewer" }];

    public IEnumerable<ColumnRef> Measures => Columns.Where(column => column.Ref.IsMeasure).Select(column => column.Ref);
}
