using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>The rows of one pass over <c>pg_catalog</c>, all of one snapshot, by the OID of what they belong to.</summary>
internal sealed class PostgresSnapshot
{
    private PostgresSnapshot()
    {
    }

    public required List<PostgresRelation> Relations { get; init; }

    public required ILookup<uint, PostgresColumn> Columns { get; init; }

    public required List<PostgresConstraint> Constraints { get; init; }

    public required ILookup<uint, (string Name, short[] Columns, bool Unique, bool Partial)> Indexes { get; init; }

    public required ILookup<uint, CatalogTrigger> Triggers { get; init; }

    public required ILookup<uint, CatalogPolicy> Policies { get; init; }

    public required ILookup<(char Kind, uint Oid), CatalogGrant> Grants { get; init; }

    public required List<PostgresType> Types { get; init; }

    public required ILookup<uint, string> Labels { get; init; }

    public required List<(uint Oid, CatalogFunction Function)> Functions { get; init; }

    public required Dictionary<(char Kind, uint Oid, int Column), string> Comments { get; init; }

    public static async Task<PostgresSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(PostgresQueries.Begin, cancellationToken);
        try
        {
            await connection.ExecuteAsync(PostgresQueries.Limits, cancellationToken);
            return await ReadRowsAsync(connection, cancellationToken);
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await connection.ExecuteAsync("ROLLBACK", CancellationToken.None);
            }
        }
    }

    private static async Task<PostgresSnapshot> ReadRowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> map) => connection.QueryAsync(sql, map, cancellationToken);

        var types = await Rows(PostgresQueries.Types, Type);
        var labels = (await Rows(PostgresQueries.Labels, row => (Type: row.Oid(0), Label: row.GetString(1)))).ToLookup(row => row.Type, row => row.Label);
        var comments = (await Rows(PostgresQueries.Comments, row => ((row.GetChar(0), row.Oid(1), row.GetInt32(2)), row.GetString(3)))).ToDictionary(row => row.Item1, row => row.Item2);
        var values = new PostgresTypes(types, labels);
        return new()
        {
            Types = types,
            Labels = labels,
            Comments = comments,
            Relations = await Rows(PostgresQueries.Relations, Relation),
            Columns = (await Rows(PostgresQueries.Columns, row => (Relation: row.Oid(0), Column: Column(row, values, comments)))).ToLookup(row => row.Relation, row => row.Column),
            Constraints = await Rows(PostgresQueries.Constraints, Constraint),
            Indexes = (await Rows(PostgresQueries.Indexes, row =>
                (Relation: row.Oid(0), Index: (row.GetString(1), row.GetFieldValue<short[]>(2)[..row.GetInt16(3)], row.GetBoolean(4), row.GetBoolean(5))))).ToLookup(row => row.Relation, row => row.Index),
            Triggers = (await Rows(PostgresQueries.Triggers, row =>
                (Relation: row.Oid(0), Trigger: new CatalogTrigger { Name = row.GetString(1), Definition = row.GetString(2) }))).ToLookup(row => row.Relation, row => row.Trigger),
            Policies = (await Rows(PostgresQueries.Policies, row => (Relation: row.Oid(0), Policy: Policy(row)))).ToLookup(row => row.Relation, row => row.Policy),
            Grants = (await Rows(PostgresQueries.Grants, row =>
                (Object: (row.GetChar(0), row.Oid(1)), Grant: new CatalogGrant { Grantee = row.GetString(2), Privileges = [.. row.GetFieldValue<string[]>(3)] }))).ToLookup(row => row.Object, row => row.Grant),
            Functions = await Rows(PostgresQueries.Functions, row => (row.Oid(0), Function(row))),
        };
    }

    private static PostgresType Type(NpgsqlDataReader row) => new(
        row.Oid(0), row.GetString(1), row.GetString(2), row.GetChar(3), row.GetChar(4), row.Oid(5), row.GetBoolean(6), row.Text(7), row.Text(8), row.GetBoolean(9));

    private static PostgresRelation Relation(NpgsqlDataReader row) => new(
        row.Oid(0), row.GetString(1), row.GetString(2), row.GetChar(3), row.GetBoolean(4), row.GetFloat(5), row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8),
        row.Text(9), row.Text(10), row.Text(11), row.IsDBNull(12) ? 0 : row.Oid(12));

    private static PostgresColumn Column(NpgsqlDataReader row, PostgresTypes types, Dictionary<(char, uint, int), string> comments)
    {
        var (number, type, identity, generated) = (row.GetInt16(1), types.Base(row.Oid(4)), row.GetChar(6), row.GetChar(7));
        return new(
            number,
            new()
            {
                Name = row.GetString(2),
                DeclaredType = row.GetString(3),
                BaseType = types.BaseName(row.Oid(4)),
                Type = type?.Logical ?? LogicalType.Unknown,
                Nullable = !row.GetBoolean(5),
                Default = row.Text(8),
                Generated = generated != '\0',
                Identity = identity switch { 'a' => "always", 'd' => "by default", _ => null },
                Comment = comments.GetValueOrDefault(('c', row.Oid(0), number)),
            },
            type is { Kind: 'e' } ? types.Labels(type) : null);
    }

    private static PostgresConstraint Constraint(NpgsqlDataReader row) => new(
        row.Oid(0), row.Oid(1), row.GetString(2), row.GetChar(3), Numbers(row, 4), row.Oid(5), Numbers(row, 6), row.GetChar(7), row.Text(8));

    private static short[] Numbers(NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? [] : row.GetFieldValue<short[]>(ordinal);

    private static CatalogPolicy Policy(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(1),
        Command = row.GetChar(2) switch { 'r' => "select", 'a' => "insert", 'w' => "update", 'd' => "delete", _ => "all" },
        Permissive = row.GetBoolean(3),
        Roles = [.. row.GetFieldValue<string[]>(4)],
        Using = row.Text(5),
        WithCheck = row.Text(6),
    };

    private static CatalogFunction Function(NpgsqlDataReader row) => new()
    {
        Schema = row.GetString(1),
        Name = row.GetString(2),
        Kind = row.GetChar(3) switch { 'p' => "procedure", 'a' => "aggregate", 'w' => "window", _ => "function" },
        Arguments = row.GetString(4),
        ArgumentTypes = row.GetString(5),
        Result = row.Text(6) ?? "",
        Volatility = row.GetChar(7) switch { 'i' => "immutable", 's' => "stable", _ => "volatile" },
        SecurityDefiner = row.GetBoolean(8),
        Language = row.GetString(9),
        BodyHash = row.GetString(10)[..16],
    };
}
