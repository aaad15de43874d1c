namespace AgentCluster.Silo.Sample;

/// <summary>A table without an engine: its shape, declared in the order of its columns, and the source of its rows.</summary>
internal sealed class SampleTable(string name)
{
    private readonly List<SampleColumn> _columns = [];
    private readonly List<SampleForeignKey> _foreignKeys = [];
    private readonly List<string[]> _uniques = [];
    private readonly List<string[]> _indexes = [];
    private readonly List<string> _checks = [];

    public string Name { get; } = name;

    public IReadOnlyList<SampleColumn> Columns => _columns;

    /// <summary>The primary key; a single column named by <see cref="Id"/> numbers itself when a row leaves it out.</summary>
    public string[] PrimaryKey { get; private set; } = [];

    public bool NumbersItself { get; private set; }

    /// <summary>The date, part of the primary key, by whose year an engine with partitions parts the rows; or null.</summary>
    public string? PartitionDate { get; private set; }

    public IReadOnlyList<SampleForeignKey> ForeignKeys => _foreignKeys;

    public IReadOnlyList<string[]> Uniques => _uniques;

    public IReadOnlyList<string[]> Indexes => _indexes;

    public IReadOnlyList<string> Checks => _checks;

    public RowSource Rows { get; private set; } = (_, _) => [];

    public SampleTable Id(string column = "id")
    {
        PrimaryKey = [column];
        NumbersItself = true;
        return Column(column, ColumnKind.Integer, nullable: false);
    }

    public SampleTable Key(params string[] columns)
    {
        PrimaryKey = columns;
        return this;
    }

    public SampleTable Text(string column, bool nullable = false) => Column(column, ColumnKind.Text, nullable);

    public SampleTable Integer(string column, bool nullable = false) => Column(column, ColumnKind.Integer, nullable);

    public SampleTable Money(string column, bool nullable = false) => Column(column, ColumnKind.Money, nullable);

    public SampleTable Real(string column, bool nullable = false) => Column(column, ColumnKind.Real, nullable);

    public SampleTable Flag(string column) => Column(column, ColumnKind.Boolean, nullable: false);

    public SampleTable Date(string column, bool nullable = false) => Column(column, ColumnKind.Date, nullable);

    public SampleTable Timestamp(string column, bool nullable = false) => Column(column, ColumnKind.Timestamp, nullable);

    /// <summary>A text column restricted to the given values: by a CHECK, or by a type of its own where the engine has such.</summary>
    public SampleTable Choice(string column, params string[] values)
    {
        Text(column);
        _columns[^1] = _columns[^1] with { Values = values };
        return this;
    }

    /// <summary>An integer column with a declared foreign key to another table's id.</summary>
    public SampleTable Ref(string column, string table, bool nullable = false) =>
        Integer(column, nullable).ForeignKey([column], table, ["id"]);

    /// <summary>A text column with a declared foreign key to another table's code.</summary>
    public SampleTable CodeRef(string column, string table, bool nullable = false) =>
        Text(column, nullable).ForeignKey([column], table, ["code"]);

    public SampleTable ForeignKey(string[] columns, string table, string[] references)
    {
        _foreignKeys.Add(new SampleForeignKey(columns, table, references));
        return this;
    }

    public SampleTable Unique(params string[] columns)
    {
        _uniques.Add(columns);
        return this;
    }

    public SampleTable Index(params string[] columns)
    {
        _indexes.Add(columns);
        return this;
    }

    public SampleTable Check(string condition)
    {
        _checks.Add(condition);
        return this;
    }

    public SampleTable PartitionedBy(string date)
    {
        PartitionDate = date;
        return this;
    }

    public SampleTable Filled(RowSource rows)
    {
        Rows = rows;
        return this;
    }

    private SampleTable Column(string column, ColumnKind kind, bool nullable)
    {
        _columns.Add(new SampleColumn(column, kind, nullable));
        return this;
    }
}
