using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>A small business of the tests' own.</summary>
internal sealed class ShopFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShopFile()
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE clients (id INTEGER PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL, notes TEXT NULL);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients (id), amount REAL NOT NULL, placed_at TEXT NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
            INSERT INTO clients SELECT i, 'Client ' || i, CASE i % 3 WHEN 0 THEN 'paused' WHEN 1 THEN 'active' ELSE 'closed' END, date('2024-01-01', '+' || i || ' days'), NULL FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
            INSERT INTO orders SELECT i, i % 40 + 1, i * 1.5, datetime('2025-01-01', '+' || i || ' hours') FROM n;
            """;
        command.ExecuteNonQuery();
    }

    public string Path => _folder.File("shop.db");

    public void Dispose() => _folder.Dispose();
}
