using System.Globalization;

namespace AgentCluster.TestKit.Postgres;

/// <summary>
/// A made-up schema of any size in four schemas: each table has twelve columns of several types, a primary key, two foreign keys to
/// tables before it, an index, and every tenth a check, a comment, a policy, a trigger and a view.
/// </summary>
public static class GeneratedSchema
{
    public const int ColumnsPerTable = 12;
    public const int KeysPerTable = 2;

    // All of a statement is one transaction, and each table in it holds locks.
    private const int Batch = 200;

    public static readonly IReadOnlyList<string> Schemas = ["public", "sales", "stock", "staff"];

    private static readonly string[] Kinds =
        ["text NOT NULL DEFAULT ''", "numeric(12, 2)", "timestamptz DEFAULT now()", "boolean NOT NULL DEFAULT false", "date", "jsonb", "generated_mood", "varchar(40)", "integer"];

    /// <summary>Makes it, statement by statement.</summary>
    /// <param name="connectionString">An empty database, as superuser.</param>
    /// <param name="tables">How many tables.</param>
    public static async Task CreateAsync(string connectionString, int tables)
    {
        await PostgresServer.ExecuteAsync(
            connectionString,
            $"""
            {string.Concat(Schemas.Skip(1).Select(schema => $"CREATE SCHEMA {schema};"))}
            CREATE TYPE generated_mood AS ENUM ('calm', 'busy', 'wild');
            CREATE FUNCTION generated_touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            """);
        for (var first = 0; first < tables; first += Batch)
        {
            await PostgresServer.ExecuteAsync(connectionString, string.Join('\n', Enumerable.Range(first, Math.Min(Batch, tables - first)).Select(Table)));
        }
    }

    private static string Table(int number)
    {
        var name = Name(number);
        var columns = Enumerable.Range(0, ColumnsPerTable - KeysPerTable - 1).Select(i => $"field_{i} {Kinds[(number + i) % Kinds.Length]}");
        var keys = Enumerable.Range(0, KeysPerTable).Select(i => $"ref_{i} bigint REFERENCES {Name((int)((number + 1) * 7919L * (i + 1) % (number + 1)))}");
        var extras = number % 10 != 0 ? "" :
            $"""
            ALTER TABLE {name} ADD CONSTRAINT positive CHECK (id > 0);
            COMMENT ON TABLE {name} IS 'Table number {number}';
            COMMENT ON COLUMN {name}.ref_0 IS 'What came before';
            CREATE POLICY everyone ON {name} USING (true);
            CREATE TRIGGER touch BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION generated_touch();
            CREATE VIEW {name}_view AS SELECT id, ref_0 FROM {name};
            """;
        return $"CREATE TABLE {name} (id bigint PRIMARY KEY, {string.Join(", ", columns.Concat(keys))}); CREATE INDEX ON {name} (ref_0); {extras}";
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{Schemas[number % Schemas.Count]}.thing_{number}");
}
