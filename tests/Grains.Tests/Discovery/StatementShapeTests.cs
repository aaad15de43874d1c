using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class StatementShapeTests
{
    private static readonly Catalog Library = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Tables = [Table("loan", "id", "book_id", "desk", "days"), Table("book", "id", "title")],
    };

    [Theory]
    [InlineData("SELECT * FROM loan AS l WHERE l.desk = 'east'", "loan.desk = 'east'")]
    [InlineData("SELECT * FROM loan WHERE days >= -3 AND desk LIKE 'e%'", "loan.days >= -3|loan.desk LIKE 'e%'")]
    [InlineData("SELECT * FROM loan WHERE days BETWEEN 1 AND 7 AND desk IN ('west', 'east')", "loan.days BETWEEN 1 AND 7|loan.desk IN ('east', 'west')")]
    [InlineData("SELECT title FROM book WHERE id IN (SELECT book_id FROM loan WHERE desk = 'it''s')", "loan.desk = 'it''s'")]
    [InlineData("SELECT * FROM main.loan l WHERE l.desk::text ILIKE 'e%' AND l.days >= DATE '2026-01-01' AND l.id = $1", "loan.days >= '2026-01-01'|loan.desk ILIKE 'e%'")]
    [InlineData("SELECT * FROM loan JOIN book ON loan.book_id = book.id WHERE loan.id = loan.days", "")]
    [InlineData("SELECT * FROM loan WHERE desk NOT IN ('east') OR desk NOT LIKE 'w%' OR length(desk) = 3", "")]
    public void Filters_OfAStatement_AreColumnsComparedWithLiterals(string sql, string filters) =>
        Assert.Equal(filters, string.Join('|', StatementShape.Of(sql, Library).Filters.Select(f => $"{f.Table}.{f.Column} {f.Comparison}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Tables_OfAStatement_AreThoseOfTheCatalogOnce() =>
        Assert.Equal(["loan", "book"], StatementShape.Of("WITH x AS (SELECT * FROM loan) SELECT * FROM x JOIN book b JOIN book c JOIN gone", Library).Tables.AsEnumerable());

    private static CatalogTable Table(string name, params string[] columns) =>
        new() { Schema = "main", Name = name, Columns = [.. columns.Select(c => new CatalogColumn { Name = c })] };
}
