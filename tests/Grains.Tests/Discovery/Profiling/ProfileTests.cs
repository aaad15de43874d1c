using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery.Profiling;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("INTEGER", "(1), (2)", LogicalType.Integer)]
    [InlineData("INTEGER", "(1), (2.5)", LogicalType.Number)]
    [InlineData("INTEGER", "('one'), ('two')", LogicalType.Text)]
    [InlineData("DECIMAL(10,2)", "(1), (2)", LogicalType.Number)]
    [InlineData("BOOLEAN", "(0), (1), (NULL)", LogicalType.Boolean)]
    [InlineData("BOOLEAN", "(0), (7)", LogicalType.Integer)]
    [InlineData("TEXT", "('2024-02-29'), ('2023-01-01'), ('')", LogicalType.Date)]
    [InlineData("TEXT", "('2024-02-30'), ('2023-13-01')", LogicalType.Text)]
    [InlineData("TEXT", "('2024-02-29 10:00:00'), ('2024-02-29T10:00:00.123Z'), ('2024-03-01T00:00+02:00')", LogicalType.Timestamp)]
    [InlineData("TEXT", "('2024-02-29 24:00'), ('2024-02-29 10-00')", LogicalType.Text)]
    [InlineData("TEXT", "('2024-02-29 about noon'), ('2024-02-29')", LogicalType.Text)]
    [InlineData("DATETIME", "(1700000000)", LogicalType.Integer)]
    [InlineData("TIMESTAMP", "(NULL)", LogicalType.Timestamp)]
    [InlineData("", "('a'), (x'00')", LogicalType.Text)]
    [InlineData("BLOB", "(x'00ff')", LogicalType.Bytes)]
    [InlineData("TEXT", "('{\"a\":1}'), ('[]')", LogicalType.Json)]
    [InlineData("TEXT", "('{not json'), ('[]')", LogicalType.Text)]
    [InlineData("", "(NULL)", LogicalType.Unknown)]
    [InlineData("VARCHAR(20)", "(NULL)", LogicalType.Text)]
    public void LogicalType_FromDeclarationAndData(string declared, string rows, LogicalType expected)
    {
        using var file = new SourceFile($"CREATE TABLE t (c {declared}); INSERT INTO t VALUES {rows};");

        Assert.Equal(expected, Column(file).Type);
    }

    [Fact]
    public void Counts_OfMixedTypes_AreExact()
    {
        using var file = new SourceFile("CREATE TABLE t (c); INSERT INTO t VALUES (1), (1), (2.5), ('a'), ('a'), (x'01'), (NULL), (NULL);");

        var profile = Column(file).Profile!;

        Assert.Equal((8, 2, 4), (profile.SampledRows, profile.Nulls, profile.Distinct));
    }

    [Fact]
    public void Column_OfNullsOnly_HasNoRangeAndNoValues()
    {
        using var file = new SourceFile("CREATE TABLE t (c INT); INSERT INTO t VALUES (NULL), (NULL);");

        var profile = Column(file).Profile!;

        Assert.Equal((2, 2, 0), (profile.SampledRows, profile.Nulls, profile.Distinct));
        Assert.Null(profile.Min);
        Assert.Empty(profile.Values);
    }

    [Fact]
    public void Table_WithoutRows_IsProfiledAsEmpty()
    {
        using var file = new SourceFile("CREATE TABLE t (c TEXT)");

        Assert.Equal(0, file.Read().Table("t")!.RowCount);
        Assert.Equal(0, Column(file).Profile!.SampledRows);
        Assert.Equal(LogicalType.Text, Column(file).Type);
    }

    [Theory]
    [InlineData("(5), (-9223372036854775808), (9223372036854775807)", "-9223372036854775808", "9223372036854775807")]
    [InlineData("(0.1), (3), (-2)", "-2", "3")]
    [InlineData("('734'), ('-85'), ('6194')", "-85", "6194")]
    [InlineData("('2024-12-01'), ('2023-05-05')", "2023-05-05", "2024-12-01")]
    [InlineData("('734'), ('high')", null, null)]
    public void Range_OfNumbersDatesAndWrittenNumbers_IsKept(string rows, string? min, string? max)
    {
        using var file = new SourceFile($"CREATE TABLE t (c); INSERT INTO t VALUES {rows};");

        Assert.Equal((min, max), (Column(file).Profile!.Min, Column(file).Profile!.Max));
    }

    [Fact]
    public void ValueSet_OfFewValues_IsByFrequency()
    {
        using var file = new SourceFile("CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('b'), ('a'), ('c'), ('b'), ('c'), ('b');");

        Assert.Equal([("b", 3L), ("c", 2L), ("a", 1L)], Column(file).Profile!.Values.Select(v => (v.Value, v.Count)));
    }

    [Fact]
    public void ManyNames_AreSamplesAndNoValueSet()
    {
        using var file = new SourceFile(Generated("'Name ' || x", 500));

        var profile = Column(file).Profile!;

        Assert.Empty(profile.Values);
        Assert.Equal(500, profile.Samples.Length);
    }

    [Fact]
    public void TooManyNames_AreOnlyCounted()
    {
        using var file = new SourceFile(Generated("'Name ' || x", 3000));

        var profile = Column(file).Profile!;

        Assert.Equal(3000, profile.Distinct);
        Assert.Empty(profile.Samples);
    }

    [Theory]
    [InlineData("'person' || x || '@example.com'")]
    [InlineData("'+49 30 ' || (100000 + x)")]
    [InlineData("printf('(0%d) 555-%04d', 30 + x % 9, x)")]
    [InlineData("'https://example.com/' || x")]
    [InlineData("printf('%08x-1111-4222-8333-444455556666', x)")]
    [InlineData("printf('%064x', x)")]
    [InlineData("printf('10.0.%d.%d', x / 250, x % 250)")]
    [InlineData("printf('DE%02d 1234 5678 9012 3456 %02d', x % 90 + 10, x % 100)")]
    public void Identifiers_ByFormat_AreCountedButNotKept(string expression)
    {
        using var many = new SourceFile(Generated(expression, 90));
        using var few = new SourceFile(Generated(expression, 5));

        Assert.Equal(90, Column(many).Profile!.Distinct);
        Assert.Empty(Column(many).Profile!.Samples);
        Assert.Empty(Column(few).Profile!.Values);
    }

    [Theory]
    [InlineData("printf('INV-2024-%05d', x)")]
    [InlineData("'St. Mary Street ' || x")]
    [InlineData("printf('%d lb', x)")]
    public void CodesAndNames_AreKept(string expression)
    {
        using var file = new SourceFile(Generated(expression, 90));

        Assert.Equal(90, Column(file).Profile!.Samples.Length);
    }

    [Fact]
    public void HugeText_IsCutAndNotKept()
    {
        using var file = new SourceFile("CREATE TABLE t (c TEXT); INSERT INTO t VALUES (hex(zeroblob(3000000))), ('short'), ('short');");

        var profile = Column(file).Profile!;

        Assert.Equal(2, profile.Distinct);
        Assert.Empty(profile.Values);
        Assert.Empty(profile.Samples);
    }

    [Theory]
    [InlineData("UTF-16le")]
    [InlineData("UTF-16be")]
    public void Text_InAWideEncoding_IsReadTheSame(string encoding)
    {
        using var file = new SourceFile($"PRAGMA encoding = '{encoding}'; CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('Grüße'), ('日本'), ('😀 ok');");

        Assert.Equal(["Grüße", "日本", "😀 ok"], Column(file).Profile!.Values.Select(v => v.Value));
    }

    private static string Generated(string expression, int rows) =>
        $"CREATE TABLE t (c TEXT); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {rows}) INSERT INTO t SELECT {expression} FROM n;";

    private static CatalogColumn Column(SourceFile file) => file.Read().Table("t")!.Column("c")!;
}
