using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Discovery;

/// <summary>Tables <c>catalog_head</c>, <c>catalog_object</c> and <c>catalog_change</c>.</summary>
internal sealed class CatalogStore(IPlatformDatabase database)
{
    private const int ChangeLimit = 1_000;

    // Fields that a later version adds are missing in old rows; without a serializer context they keep their initial values.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The catalog of the last run, or null.</summary>
    public async Task<Catalog?> LoadAsync(SourceKey key, CancellationToken cancellationToken)
    {
        // One statement reads head and objects, so that no write comes between them.
        var rows = await database.ReadAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => (Head: HeadOf(row, key.Source), Kind: row.Text(4), Payload: row.Text(5)),
                """
                SELECT h.dialect, h.fingerprint, h.version, h.discovered_at, o.kind, o.payload
                FROM catalog_head AS h LEFT JOIN catalog_object AS o ON o.tenant = h.tenant AND o.source = h.source
                WHERE h.tenant = @tenant AND h.source = @source
                ORDER BY o.position
                """,
                ("@tenant", key.Tenant),
                ("@source", key.Source)),
            cancellationToken);
        return rows is [] ? null : rows[0].Head with
        {
            Tables = Of<CatalogTable>(rows, "table", "view"),
            Relationships = Of<CatalogRelationship>(rows, "relationship"),
            Functions = Of<CatalogFunction>(rows, "function"),
            Enums = Of<CatalogEnum>(rows, "enum"),
            Domains = Of<CatalogDomain>(rows, "domain"),
        };
    }

    /// <summary>Whether a catalog is the one that is kept.</summary>
    public async Task<bool> HoldsAsync(SourceKey key, Catalog catalog, CancellationToken cancellationToken)
    {
        var heads = await database.ReadAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => HeadOf(row, key.Source),
                "SELECT dialect, fingerprint, version, discovered_at FROM catalog_head WHERE tenant = @tenant AND source = @source",
                ("@tenant", key.Tenant),
                ("@source", key.Source)),
            cancellationToken);

        // Instants are kept to the millisecond.
        return heads is [var head] && head.Version == catalog.Version
            && head.DiscoveredAt.ToUnixTimeMilliseconds() == catalog.DiscoveredAt.ToUnixTimeMilliseconds();
    }

    /// <summary>Puts a catalog and what changed in the place of the last one, all or nothing; rows that are the same stay untouched.</summary>
    public Task SaveAsync(SourceKey key, Catalog catalog, ImmutableArray<CatalogChange> changes, CancellationToken cancellationToken)
    {
        var rows = Rows(catalog);
        return database.WriteAsync(
            key.Tenant,
            async session =>
            {
                await SaveHeadAsync(session, key, catalog);
                await SaveObjectsAsync(session, key, rows);
                return await SaveChangesAsync(session, key, changes);
            },
            cancellationToken);
    }

    /// <summary>Changes seen, newest first.</summary>
    public async Task<ImmutableArray<CatalogChange>> ChangesAsync(SourceKey key, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var changes = await database.ReadAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => new CatalogChange { At = row.InstantOf(0), Object = row.GetString(1), Kind = row.GetString(2), Detail = row.GetString(3) },
                """
                SELECT at, object, kind, detail FROM catalog_change
                WHERE tenant = @tenant AND source = @source AND (at >= @since OR @since IS NULL)
                ORDER BY at DESC, position LIMIT @limit
                """,
                ("@tenant", key.Tenant),
                ("@source", key.Source),
                ("@since", since),
                ("@limit", ChangeLimit)),
            cancellationToken);
        return [.. changes];
    }

    private static ImmutableArray<T> Of<T>(List<(Catalog, string? Kind, string? Payload)> rows, params string[] kinds) =>
        [.. rows.Where(row => kinds.Contains(row.Kind)).Select(row => JsonSerializer.Deserialize<T>(row.Payload!, Json)!)];

    private static Catalog HeadOf(DbDataReader row, string source) => new()
    {
        Source = source,
        Dialect = row.GetString(0),
        Fingerprint = row.GetString(1),
        Version = row.GetString(2),
        DiscoveredAt = row.InstantOf(3),
    };

    private static List<ObjectRow> Rows(Catalog catalog)
    {
        var rows = catalog.Tables
            .Select((t, i) => new ObjectRow(t.IsView ? "view" : "table", CatalogNames.Of(t), i, t.Fingerprint, JsonSerializer.Serialize(t, Json)))
            .ToList();

        // A pair of tables may declare the same reference twice; the position tells them apart.
        rows.AddRange(catalog.Relationships.Select((r, i) => new ObjectRow("relationship", $"{i:D6} {CatalogNames.Of(r)}", i, "", JsonSerializer.Serialize(r, Json))));
        rows.AddRange(catalog.Functions.Select((f, i) => new ObjectRow("function", CatalogNames.Of(f), i, f.Fingerprint, JsonSerializer.Serialize(f, Json))));
        rows.AddRange(catalog.Enums.Select((e, i) => new ObjectRow("enum", $"{e.Schema}.{e.Name}", i, "", JsonSerializer.Serialize(e, Json))));
        rows.AddRange(catalog.Domains.Select((d, i) => new ObjectRow("domain", $"{d.Schema}.{d.Name}", i, "", JsonSerializer.Serialize(d, Json))));
        return rows;
    }

    private static Task<int> SaveHeadAsync(PlatformSession session, SourceKey key, Catalog catalog) => session.ExecuteAsync(
        """
        INSERT INTO catalog_head (tenant, source, dialect, fingerprint, version, discovered_at)
        VALUES (@tenant, @source, @dialect, @fingerprint, @version, @at)
        ON CONFLICT (tenant, source) DO UPDATE SET
            dialect = excluded.dialect, fingerprint = excluded.fingerprint, version = excluded.version, discovered_at = excluded.discovered_at
        """,
        ("@tenant", key.Tenant),
        ("@source", key.Source),
        ("@dialect", catalog.Dialect),
        ("@fingerprint", catalog.Fingerprint),
        ("@version", catalog.Version),
        ("@at", catalog.DiscoveredAt));

    private static async Task SaveObjectsAsync(PlatformSession session, SourceKey key, List<ObjectRow> rows)
    {
        var known = (await session.QueryAsync(
            row => new ObjectRow(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4)),
            "SELECT kind, name, position, fingerprint, payload FROM catalog_object WHERE tenant = @tenant AND source = @source",
            ("@tenant", key.Tenant),
            ("@source", key.Source))).ToDictionary(row => (row.Kind, row.Name));
        var kept = rows.Select(row => (row.Kind, row.Name)).ToHashSet();
        await session.ExecuteManyAsync(
            "DELETE FROM catalog_object WHERE tenant = @tenant AND source = @source AND kind = @kind AND name = @name",
            [.. known.Keys.Where(row => !kept.Contains(row)).Select(row =>
                new (string, object?)[] { ("@tenant", key.Tenant), ("@source", key.Source), ("@kind", row.Kind), ("@name", row.Name) })]);
        await session.ExecuteManyAsync(
            """
            INSERT INTO catalog_object (tenant, source, kind, name, position, fingerprint, payload)
            VALUES (@tenant, @source, @kind, @name, @position, @fingerprint, @payload)
            ON CONFLICT (tenant, source, kind, name) DO UPDATE SET
                position = excluded.position, fingerprint = excluded.fingerprint, payload = excluded.payload
            """,
            [.. rows.Where(row => known.GetValueOrDefault((row.Kind, row.Name)) != row).Select(row => new (string, object?)[]
            {
                ("@tenant", key.Tenant), ("@source", key.Source), ("@kind", row.Kind), ("@name", row.Name),
                ("@position", row.Position), ("@fingerprint", row.Fingerprint), ("@payload", row.Payload),
            })]);
    }

    private static Task<int> SaveChangesAsync(PlatformSession session, SourceKey key, ImmutableArray<CatalogChange> changes) => session.ExecuteManyAsync(
        """
        INSERT INTO catalog_change (tenant, source, at, position, object, kind, detail)
        VALUES (@tenant, @source, @at, @position, @object, @kind, @detail)
        ON CONFLICT (tenant, source, at, position) DO UPDATE SET object = excluded.object, kind = excluded.kind, detail = excluded.detail
        """,
        [.. changes.Select((change, position) => new (string, object?)[]
        {
            ("@tenant", key.Tenant), ("@source", key.Source), ("@at", change.At), ("@position", position),
            ("@object", change.Object), ("@kind", change.Kind), ("@detail", change.Detail),
        })]);

    private sealed record ObjectRow(string Kind, string Name, int Position, string Fingerprint, string Payload);
}
