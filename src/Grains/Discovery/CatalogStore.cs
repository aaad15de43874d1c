using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Discovery;

/// <summary>Tables <c>catalog_head</c>, <c>catalog_object</c> and <c>catalog_change</c>.</summary>
internal sealed class CatalogStore(SqlitePlatform platform)
{
    private const int ChangeLimit = 1_000;

    // Fields that a later version adds are missing in old rows; without a serializer context they keep their initial values.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The catalog of the last run, or null.</summary>
    public Task<Catalog?> LoadAsync(SourceKey key, CancellationToken cancellationToken) =>
        platform.ReadAsync(connection => Load(connection, key), cancellationToken);

    /// <summary>Puts a catalog and what changed in the place of the last one, all or nothing; rows that are the same stay untouched.</summary>
    public Task SaveAsync(SourceKey key, Catalog catalog, ImmutableArray<CatalogChange> changes, CancellationToken cancellationToken)
    {
        var rows = Rows(catalog);
        return platform.WriteAsync(
            connection =>
            {
                SaveHead(connection, key, catalog);
                SaveObjects(connection, key, rows);
                SaveChanges(connection, key, changes);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Changes seen, newest first.</summary>
    public async Task<ImmutableArray<CatalogChange>> ChangesAsync(SourceKey key, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var changes = await platform.ReadAsync(
            connection => connection.Query(
                r => new CatalogChange { At = r.Instant(0)!.Value, Object = r.GetString(1), Kind = r.GetString(2), Detail = r.GetString(3) },
                """
                SELECT at, object, kind, detail FROM catalog_change
                WHERE tenant = $tenant AND source = $source AND at >= $since
                ORDER BY at DESC, position LIMIT $limit
                """,
                ("$tenant", key.Tenant),
                ("$source", key.Source),
                ("$since", since?.ToUnixTimeMilliseconds() ?? long.MinValue),
                ("$limit", ChangeLimit)),
            cancellationToken);
        return [.. changes];
    }

    private static Catalog? Load(SqliteConnection connection, SourceKey key)
    {
        // One statement reads head and objects, so that no write comes between them.
        var tables = ImmutableArray.CreateBuilder<CatalogTable>();
        var relationships = ImmutableArray.CreateBuilder<CatalogRelationship>();
        using var command = connection.Command(
            """
            SELECT h.dialect, h.fingerprint, h.version, h.discovered_at, o.kind, o.payload
            FROM catalog_head AS h LEFT JOIN catalog_object AS o ON o.tenant = h.tenant AND o.source = h.source
            WHERE h.tenant = $tenant AND h.source = $source
            ORDER BY o.position
            """,
            ("$tenant", key.Tenant),
            ("$source", key.Source));
        using var reader = command.ExecuteReader();
        Catalog? head = null;
        while (reader.Read())
        {
            head ??= HeadOf(reader, key.Source);
            switch (reader.Text(4))
            {
                case "relationship":
                    relationships.Add(JsonSerializer.Deserialize<CatalogRelationship>(reader.GetString(5), Json)!);
                    break;
                case "table" or "view":
                    tables.Add(JsonSerializer.Deserialize<CatalogTable>(reader.GetString(5), Json)!);
                    break;
            }
        }

        return head is null ? null : head with { Tables = tables.ToImmutable(), Relationships = relationships.ToImmutable() };
    }

    private static Catalog HeadOf(SqliteDataReader reader, string source) => new()
    {
        Source = source,
        Dialect = reader.GetString(0),
        Fingerprint = reader.GetString(1),
        Version = reader.GetString(2),
        DiscoveredAt = reader.Instant(3)!.Value,
    };

    private static List<ObjectRow> Rows(Catalog catalog)
    {
        var rows = catalog.Tables
            .Select((t, i) => new ObjectRow(t.IsView ? "view" : "table", CatalogNames.Of(t), i, t.Fingerprint, JsonSerializer.Serialize(t, Json)))
            .ToList();

        // A pair of tables may declare the same reference twice; the position tells them apart.
        rows.AddRange(catalog.Relationships.Select((r, i) => new ObjectRow("relationship", $"{i:D6} {CatalogNames.Of(r)}", i, "", JsonSerializer.Serialize(r, Json))));
        return rows;
    }

    private static void SaveHead(SqliteConnection connection, SourceKey key, Catalog catalog) => connection.Execute(
        """
        INSERT INTO catalog_head (tenant, source, dialect, fingerprint, version, discovered_at)
        VALUES ($tenant, $source, $dialect, $fingerprint, $version, $at)
        ON CONFLICT (tenant, source) DO UPDATE SET
            dialect = excluded.dialect, fingerprint = excluded.fingerprint, version = excluded.version, discovered_at = excluded.discovered_at
        """,
        ("$tenant", key.Tenant),
        ("$source", key.Source),
        ("$dialect", catalog.Dialect),
        ("$fingerprint", catalog.Fingerprint),
        ("$version", catalog.Version),
        ("$at", catalog.DiscoveredAt.ToUnixTimeMilliseconds()));

    private static void SaveObjects(SqliteConnection connection, SourceKey key, List<ObjectRow> rows)
    {
        connection.Execute(
            """
            DELETE FROM catalog_object
            WHERE tenant = $tenant AND source = $source AND kind || ' ' || name NOT IN (SELECT value FROM json_each($kept))
            """,
            ("$tenant", key.Tenant),
            ("$source", key.Source),
            ("$kept", JsonSerializer.Serialize(rows.Select(r => $"{r.Kind} {r.Name}"))));
        using var command = connection.Command(
            """
            INSERT INTO catalog_object (tenant, source, kind, name, position, fingerprint, payload)
            VALUES ($tenant, $source, $kind, $name, $position, $fingerprint, $payload)
            ON CONFLICT (tenant, source, kind, name) DO UPDATE SET
                position = excluded.position, fingerprint = excluded.fingerprint, payload = excluded.payload
            WHERE payload <> excluded.payload OR position <> excluded.position
            """,
            ("$tenant", key.Tenant),
            ("$source", key.Source),
            ("$kind", ""),
            ("$name", ""),
            ("$position", 0L),
            ("$fingerprint", ""),
            ("$payload", ""));
        foreach (var row in rows)
        {
            command.Parameters["$kind"].Value = row.Kind;
            command.Parameters["$name"].Value = row.Name;
            command.Parameters["$position"].Value = row.Position;
            command.Parameters["$fingerprint"].Value = row.Fingerprint;
            command.Parameters["$payload"].Value = row.Payload;
            command.ExecuteNonQuery();
        }
    }

    private static void SaveChanges(SqliteConnection connection, SourceKey key, ImmutableArray<CatalogChange> changes)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            connection.Execute(
                """
                INSERT OR REPLACE INTO catalog_change (tenant, source, at, position, object, kind, detail)
                VALUES ($tenant, $source, $at, $position, $object, $kind, $detail)
                """,
                ("$tenant", key.Tenant),
                ("$source", key.Source),
                ("$at", changes[i].At.ToUnixTimeMilliseconds()),
                ("$position", i),
                ("$object", changes[i].Object),
                ("$kind", changes[i].Kind),
                ("$detail", changes[i].Detail));
        }
    }

    private sealed record ObjectRow(string Kind, string Name, int Position, string Fingerprint, string Payload);
}
