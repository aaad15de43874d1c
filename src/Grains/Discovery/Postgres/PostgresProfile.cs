using System.Collections.Immutable;
using AgentCluster.Discovery.Profiling;

namespace AgentCluster.Discovery.Postgres;

/// <summary>What is found out about the rows of one table, step by step.</summary>
/// <param name="relation">The table in <c>pg_class</c>.</param>
/// <param name="table">The table without profiles.</param>
/// <param name="labels">The values of each column's enumerated type, or null.</param>
internal sealed class PostgresProfile(PostgresRelation relation, CatalogTable table, ImmutableArray<IReadOnlyList<string>?> labels)
{
    private readonly ColumnProfile?[] _profiles = new ColumnProfile?[table.Columns.Length];

    public PostgresRelation Relation => relation;

    public ImmutableArray<CatalogColumn> Columns => table.Columns;

    /// <summary>Rows as far as known: counted, or estimated of a table that the login sees whole.</summary>
    public long? Rows { get; set; } = relation.Rows < 0 || relation.RowSecurity || !relation.IsReadable ? null : (long)relation.Rows;

    /// <summary>Whether every row was seen.</summary>
    public bool IsComplete { get; private set; }

    public Dictionary<string, PostgresStatistic> Statistics { get; } = new(StringComparer.Ordinal);

    /// <summary>Places of the columns of which statistics say too little.</summary>
    public ImmutableArray<int> Unknown =>
    [
        .. Enumerable.Range(0, Columns.Length).Where(i =>
            PostgresCells.IsComparable(Columns[i]) && (Rows is not { } rows || !Statistics.TryGetValue(Columns[i].Name, out var statistic) || statistic.MissesTexts(Columns[i].Type, rows))),
    ];

    /// <summary>Keeps what was seen of some columns.</summary>
    /// <param name="places">The columns.</param>
    /// <param name="seen">What was seen of each.</param>
    /// <param name="stands">Whether it stands for the whole table.</param>
    public void Keep(ImmutableArray<int> places, ColumnObservation[] seen, bool stands)
    {
        for (var i = 0; i < places.Length; i++)
        {
            var profile = ColumnProfiles.Of(Columns[places[i]].Type, seen[i], stands);
            _profiles[places[i]] = PostgresCells.IsComparable(Columns[places[i]]) ? profile : profile with { Distinct = 0 };
        }
    }

    /// <summary>Keeps what was seen when every row was.</summary>
    public void KeepAll(ColumnObservation[] seen, long rows)
    {
        Keep([.. Enumerable.Range(0, Columns.Length)], seen, stands: true);
        (Rows, IsComplete) = (rows, true);
    }

    /// <summary>Keeps what statistics say of the other columns, and not the statistics.</summary>
    public void Settle()
    {
        for (var i = 0; i < _profiles.Length; i++)
        {
            if (_profiles[i] is null && Rows is { } rows && Statistics.TryGetValue(Columns[i].Name, out var statistic))
            {
                _profiles[i] = statistic.Profile(Columns[i], rows);
            }
        }

        Statistics.Clear();
    }

    /// <summary>The table with everything that was found out.</summary>
    public CatalogTable Table() => table with { RowCount = table.Kind is CatalogTableKind.View ? null : Rows, Columns = [.. Columns.Select(Column)] };

    private CatalogColumn Column(CatalogColumn column, int place)
    {
        var profile = _profiles[place];
        return column with { Profile = labels[place] is { } values ? WithLabels(profile ?? new(), values) : profile };
    }

    // What an enumerated type may hold is its value set, also what no row has at the moment.
    private static ColumnProfile WithLabels(ColumnProfile profile, IReadOnlyList<string> labels)
    {
        var counts = profile.Values.ToDictionary(value => value.Value, value => value.Count);
        return profile with
        {
            Values = [.. labels.Select(label => new ValueCount { Value = label, Count = counts.GetValueOrDefault(label) }).OrderByDescending(value => value.Count)],
            Samples = [],
        };
    }
}
