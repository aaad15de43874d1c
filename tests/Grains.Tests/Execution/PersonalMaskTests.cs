using AgentCluster.Discovery;
using AgentCluster.Execution.Redaction;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class PersonalMaskTests
{
    private static readonly Catalog Clinic = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Tables =
        [
            new() { Schema = "main", Name = "patients", Columns = [new() { Name = "id" }, new() { Name = "name" }, new() { Name = "email" }, new() { Name = "ward" }] },
            new() { Schema = "main", Name = "wards", Columns = [new() { Name = "id" }, new() { Name = "name" }, new() { Name = "beds" }] },
        ],
    };

    private static readonly PersonalMask Mask = new(Clinic);

    [Theory]
    [InlineData("write to anna.smith+x@example.com please", "write to a\u2026@example.com please")]
    [InlineData("call +44 20 7946 0958 or (555) 123-4567", "call [masked] or [masked]")]
    [InlineData("card 4111 1111 1111 1111", "card [redacted]")]
    [InlineData("12 rows on 2026-03-01 at 10:05", "12 rows on 2026-03-01 at 10:05")]
    public void Mask_Text_LosesWhatTellsAPerson(string text, string masked) => Assert.Equal(masked, PersonalText.Mask(text));

    [Theory]
    [InlineData("patients", "email", "x", "[masked]")]
    [InlineData("patients", "name", "Anna", "[masked]")]
    [InlineData("patients", "ward", "north", "north")]
    [InlineData("wards", "name", "north", "north")]
    [InlineData("wards", "beds", "anna@example.com", "a\u2026@example.com")]
    [InlineData(null, "name", "north", "[masked]")]
    [InlineData(null, "alias", "north", "[masked]")]
    [InlineData(null, "beds", "12", "12")]
    public void Value_OfAColumn_IsMaskedWhereItIsPersonalOrUnknown(string? table, string column, string value, string shown) =>
        Assert.Equal(shown, Mask.Value(table, column, value));

    [Fact]
    public void Value_WithoutACatalog_IsMasked() => Assert.Equal("[masked]", new PersonalMask(null).Value("wards", "beds", "12"));

    [Theory]
    [InlineData("UPDATE wards SET beds = 12 WHERE id = 3", "UPDATE wards SET beds = 12 WHERE id = 3")]
    [InlineData("UPDATE patients SET ward = 'north' WHERE id = 17", "UPDATE patients SET ward = 'north' WHERE id = 17")]
    [InlineData("UPDATE patients SET email = 'x''y' WHERE id = 17", "UPDATE patients SET email = [masked] WHERE id = [masked]")]
    [InlineData("UPDATE patients SET ward = 'north' WHERE \"email\" = \"anna\"", "UPDATE patients SET ward = [masked] WHERE \"email\" = [masked]")]
    [InlineData("INSERT INTO patients VALUES (1, 'Anna')", "INSERT INTO patients VALUES ([masked], [masked])")]
    [InlineData("INSERT INTO wards VALUES (1, 'north', 12)", "INSERT INTO wards VALUES (1, 'north', 12)")]
    [InlineData("UPDATE wards SET beds = 12 -- asked by anna@example.com", "UPDATE wards SET beds = 12 -- asked by a\u2026@example.com")]
    public void Statement_OnPersonalColumns_LosesItsLiterals(string sql, string shown) => Assert.Equal(shown, Mask.Statement(sql));

    [Theory]
    [InlineData("UPDATE patients SET email = E'it\\'s' WHERE id = $1", "UPDATE patients SET email = [masked] WHERE id = $1")]
    [InlineData("UPDATE patients SET email = $a$it's$a$", "UPDATE patients SET email = [masked]")]
    public void Statement_OfPostgres_LosesLiteralsAsItsOwnScannerSeesThem(string sql, string shown) =>
        Assert.Equal(shown, new PersonalMask(Clinic with { Dialect = "postgres" }).Statement(sql));
}
