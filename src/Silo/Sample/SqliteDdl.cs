using System.Text;

namespace AgentCluster.Silo.Sample;

/// <summary>Renders the model as SQLite's data definition language.</summary>
internal static class SqliteDdl
{
    public static string Table(SampleTable table)
    {
        var lines = table.Columns.Select(column => Column(table, column)).ToList();
        if (!table.NumbersItself)
        {
            lines.Add($"PRIMARY KEY ({Names(table.PrimaryKey)})");
        }

        lines.AddRange(table.Uniques.Select(unique => $"UNIQUE ({Names(unique)})"));
        lines.AddRange(table.ForeignKeys.Select(key =>
            $"FOREIGN KEY ({Names(key.Columns)}) REFERENCES {key.Table} ({Names(key.References)})"));
        lines.AddRange(table.Columns.Where(column => column.Values.Count > 0).Select(column => $"CHECK ({column.Name} IN ({string.Join(", ", column.Values.Select(value => $"'{value}'"))}))"));
        lines.AddRange(table.Checks.Select(check => $"CHECK ({check})"));
        var ddl = new StringBuilder($"CREATE TABLE {table.Name} (\n    ");
        return ddl.AppendJoin(",\n    ", lines).Append("\n)").ToString();
    }

    public static IEnumerable<string> Indexes(SampleTable table) => table.Indexes.Select(columns =>
        $"CREATE INDEX ix_{table.Name}_{string.Join('_', columns)} ON {table.Name} ({Names(columns)})");

    public static string View(SampleView view) => $"CREATE VIEW {view.Name} AS\n{view.Select}";

    public static string Trigger(SampleTrigger trigger) => $"""
        CREATE TRIGGER {trigger.Name} AFTER {trigger.Event} ON {trigger.Table} FOR EACH ROW
        WHEN {trigger.Condition}
        BEGIN
            {trigger.Body};
        END
        """;

    public static string Insert(SampleTable table)
    {
        var places = Enumerable.Range(1, table.Columns.Count).Select(place => $"?{place}");
        return $"INSERT INTO {table.Name} VALUES ({string.Join(", ", places)})";
    }

    private static string Column(SampleTable table, SampleColumn column)
    {
        if (table.NumbersItself && table.PrimaryKey[0] == column.Name)
        {
            return $"{column.Name} INTEGER PRIMARY KEY";
        }

        return $"{column.Name} {Type(column.Kind)}{(column.Nullable ? "" : " NOT NULL")}";
    }

    private static string Type(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => "INTEGER",
        ColumnKind.Text => "TEXT",
        ColumnKind.Money => "DECIMAL(12,2)",
        ColumnKind.Real => "REAL",
        ColumnKind.Boolean => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
