using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class DataClassesTests
{
    [Theory]
    [InlineData("email", DataClass.Personal)]
    [InlineData("ContactEmail", DataClass.Personal)]
    [InlineData("home_phone_no", DataClass.Personal)]
    [InlineData("FirstName", DataClass.Personal)]
    [InlineData("date_of_birth", DataClass.Personal)]
    [InlineData("billing_addresses", DataClass.Personal)]
    [InlineData("last_login_ip", DataClass.Personal)]
    [InlineData("unit_price", DataClass.Money)]
    [InlineData("amountDue", DataClass.Money)]
    [InlineData("salary", DataClass.Money)]
    [InlineData("MRR", DataClass.Money)]
    [InlineData("password_hash", DataClass.Secret)]
    [InlineData("apiKey", DataClass.Secret)]
    [InlineData("OAUTH_TOKEN", DataClass.Secret)]
    [InlineData("mfa_secrets", DataClass.Secret)]
    public void Of_Name_TellsTheClass(string name, DataClass expected) => Assert.Contains(expected, DataClasses.Of(Column(name)));

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("status")]
    [InlineData("created_at")]
    [InlineData("description")]
    [InlineData("page_count")]
    [InlineData("image_url")]
    [InlineData("shipping_method")]
    [InlineData("stage")]
    [InlineData("hashtag")]
    [InlineData("spinning")]
    [InlineData("costume")]
    public void Of_OrdinaryName_HasNone(string name) => Assert.Empty(DataClasses.Of(Column(name)));

    [Theory]
    [InlineData(DataClass.Personal, "ann@example.org", "bob@example.org", "none")]
    [InlineData(DataClass.Personal, "+49 30 901820", "(555) 123-4567", "+1 202 555 0143")]
    [InlineData(DataClass.Personal, "078-05-1120", "219-09-9999", "457-55-5462")]
    [InlineData(DataClass.Money, "DE89370400440532013000", "GB33BUKB20201555555555", "")]
    [InlineData(DataClass.Money, "4111 1111 1111 1111", "5500-0055-5555-5559", "371449635398431")]
    [InlineData(DataClass.Secret, "ghp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AKIAIOSFODNN7EXAMPLE", "")]
    public void Of_FormatOfValues_TellsTheClass(DataClass expected, params string[] values) =>
        Assert.Equal([expected], DataClasses.Of(Column("x", values)).AsEnumerable());

    [Fact]
    public void Of_OneOddValue_TellsNothing() => Assert.Empty(DataClasses.Of(Column("x", "ann@example.org", "blue", "red", "green")));

    [Fact]
    public void Of_PaidAt_IsNoMoney() => Assert.Empty(DataClasses.Of(Column("paid_at") with { Type = LogicalType.Timestamp }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_WhatDiscoveryHasNotSeen_IsKnownByItsName(bool isDiscovered)
    {
        var inspection = new Inspection { Verdict = Verdict.Write, Kind = "update", Relations = ["logins"], Columns = ["logins.id", "logins.password_hash"] };

        Assert.Equal([DataClass.Secret], DataClasses.Of(inspection, isDiscovered ? new Catalog { Source = "default", Dialect = "sqlite" } : null).AsEnumerable());
    }

    [Theory]
    [InlineData(Verdict.Read, "select", "people.id", "")]
    [InlineData(Verdict.Read, "select", "people.email", "Personal")]
    [InlineData(Verdict.Write, "update", "people.note", "")]
    [InlineData(Verdict.Write, "update", "main.people.email", "Personal")]
    [InlineData(Verdict.Write, "delete", "people.id", "Personal Money")]
    [InlineData(Verdict.Write, "insert", "", "Personal Money")]
    [InlineData(Verdict.Dangerous, "update", "people.note", "Personal Money")]
    public void Of_Statement_IsWhatItNamesOrWholeRows(Verdict verdict, string kind, string column, string expected)
    {
        var catalog = new Catalog
        {
            Source = "s",
            Dialect = "sqlite",
            Tables =
            [
                new() { Schema = "main", Name = "people", Columns = [Column("id"), Column("email"), Column("note"), Column("salary")] },
                new() { Schema = "main", Name = "other", Columns = [Column("password")] },
            ],
        };
        var inspection = new Inspection { Verdict = verdict, Kind = kind, Relations = ["people"], Columns = [column] };

        Assert.Equal(expected, string.Join(' ', DataClasses.Of(inspection, catalog)));
    }

    private static CatalogColumn Column(string name, params string[] values) =>
        new() { Name = name, Type = LogicalType.Text, Profile = new() { Samples = [.. values.Where(value => value.Length > 0)] } };
}
