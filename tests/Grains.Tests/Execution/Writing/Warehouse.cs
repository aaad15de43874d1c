namespace AgentCluster.Grains.Tests.Execution.Writing;

/// <summary>Tables of every shape of key, and random changes of them in the words that both engines know.</summary>
internal static class Warehouse
{
    public const string Tables =
        """
        CREATE TABLE bins (id INTEGER PRIMARY KEY, label TEXT UNIQUE, quantity INTEGER NOT NULL DEFAULT 0, weight DOUBLE PRECISION, price NUMERIC(12, 2), counted DATE, remark TEXT);
        CREATE TABLE pallet_lines (pallet INTEGER NOT NULL, line INTEGER NOT NULL, bin INTEGER REFERENCES bins (id), pieces INTEGER, remark TEXT, PRIMARY KEY (pallet, line));
        CREATE TABLE "Odd ""name" ("a key" TEXT PRIMARY KEY, "select" TEXT);
        CREATE TABLE keyless (label TEXT, quantity INTEGER);
        """;

    public static readonly string[] Names = ["bins", "pallet_lines", "\"Odd \"\"name\"", "keyless"];

    public static string Rows(Random random) => string.Join(
        '\n',
        Enumerable.Range(1, 60).Select(i => $"INSERT INTO bins VALUES ({i}, 'bin {i}', {random.Next(100)}, {Number(random)}, {random.Next(10000) / 100m:0.00}, '2026-01-{random.Next(1, 29):00}', {Text(random)});")
            .Concat(Enumerable.Range(1, 120).Select(i => $"INSERT INTO pallet_lines VALUES ({(i / 6) + 1}, {i % 6}, {random.Next(1, 40)}, {random.Next(50)}, {Text(random)});"))
            .Concat(Enumerable.Range(1, 20).Select(i => $"INSERT INTO \"Odd \"\"name\" VALUES ('k''{i}', {Text(random)}); INSERT INTO keyless VALUES ('l{i % 4}', {i});")));

    /// <summary>One change, bounded or not.</summary>
    public static string Change(Random random) => random.Next(16) switch
    {
        0 => $"UPDATE bins SET quantity = quantity + {random.Next(1, 5)}, remark = {Text(random)} WHERE {Picked(random)}",
        1 => $"UPDATE bins AS b SET weight = {Number(random)}, price = price * 2 WHERE b.quantity < {random.Next(100)};",
        2 => $"UPDATE bins SET quantity = p.pieces FROM pallet_lines p WHERE p.bin = bins.id AND p.pallet = {random.Next(1, 21)} AND p.line = {random.Next(6)}",
        3 => $"DELETE FROM pallet_lines WHERE pallet = {random.Next(1, 21)} -- with a comment",
        4 => $"DELETE FROM pallet_lines AS l WHERE EXISTS (SELECT 1 FROM bins b WHERE b.id = l.bin AND b.quantity > {random.Next(60, 100)})",
        5 => $"INSERT INTO bins (id, label, quantity, weight) VALUES ({random.Next(100, 100000)}, {Text(random)} || '{random.Next()}', {random.Next(9)}, {Number(random)})",
        6 => $"INSERT INTO pallet_lines SELECT pallet + {random.Next(100, 100000)}, line, bin, pieces, remark FROM pallet_lines WHERE pallet = {random.Next(1, 21)}",
        7 => $"INSERT INTO bins (id, label, quantity) VALUES ({random.Next(1, 90)}, 'x{random.Next()}', 1), ({random.Next(100, 200)}, 'y{random.Next()}', 2) ON CONFLICT (id) DO UPDATE SET quantity = bins.quantity + excluded.quantity, remark = 'met'",
        8 => $"INSERT INTO bins (id, label) VALUES ({random.Next(1, 90)}, 'z{random.Next()}') ON CONFLICT DO NOTHING",
        9 => $"WITH heavy AS (SELECT id FROM bins WHERE weight > {Number(random)}) UPDATE bins SET remark = 'heavy' WHERE id IN (SELECT id FROM heavy)",
        10 => $"UPDATE \"Odd \"\"name\" SET \"select\" = {Text(random)} WHERE \"a key\" >= 'k''{random.Next(9)}' RETURNING \"a key\", 1",
        11 => $"DELETE FROM \"Odd \"\"name\" WHERE \"a key\" = 'k''{random.Next(25)}' RETURNING *",
        12 => $"INSERT INTO \"Odd \"\"name\" VALUES ('k''{random.Next(100, 100000)}', {Text(random)})",
        13 => $"UPDATE keyless SET quantity = quantity + 1 WHERE label = 'l{random.Next(5)}'",
        14 => $"UPDATE bins SET counted = NULL, price = NULL, weight = NULL WHERE id BETWEEN {random.Next(20)} AND {random.Next(20, 60)}",
        _ => $"UPDATE pallet_lines SET pieces = (SELECT count(*) FROM bins WHERE quantity > pieces) WHERE line = {random.Next(7)}",
    };

    private static string Picked(Random random) => random.Next(3) switch
    {
        0 => $"id = {random.Next(1, 70)}",
        1 => $"label LIKE '%{random.Next(10)}'",
        _ => $"counted > '2026-01-{random.Next(1, 29):00}' OR remark IS NULL",
    };

    private static string Number(Random random) => random.Next(5) switch
    {
        0 => "0.1",
        1 => "1e300",
        2 => "-3",
        3 => "NULL",
        _ => (random.NextDouble() * 100).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Text(Random random) => random.Next(5) switch
    {
        0 => "NULL",
        1 => "''",
        2 => "'it''s; \"quoted\" -- ä\u2028'",
        3 => "'a\nb\\c'",
        _ => $"'t{random.Next(1000)}'",
    };
}
