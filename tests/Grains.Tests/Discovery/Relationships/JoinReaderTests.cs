using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;

namespace AgentCluster.Grains.Tests.Discovery.Relationships;

public sealed class JoinReaderTests
{
    private static readonly CatalogTable[] Tables = [Table("jobs", "id", "site", "boss", "status"), Table("sites", "code", "name", "status"), Table("People", "id", "name")];

    [Theory]
    [InlineData("SELECT * FROM jobs AS j JOIN sites AS s ON j.site = s.code", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM jobs j, sites WHERE sites.code = j.site AND j.status = 'open'", "jobs.site=sites.code")]
    [InlineData("select * from main.jobs join \"sites\" [s] on s.code == main.jobs.site", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM jobs JOIN People ON boss = People.id", "People.id=jobs.boss")]
    [InlineData("SELECT name FROM sites WHERE code IN (SELECT site FROM jobs)", "jobs.site=sites.code")]
    [InlineData("SELECT name FROM sites WHERE sites.code IN (SELECT DISTINCT j.site FROM jobs AS j WHERE j.boss = 3)", "jobs.site=sites.code")]
    [InlineData("SELECT (SELECT COUNT(*) FROM jobs AS j WHERE j.site = s.code) FROM sites AS s", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM jobs LEFT JOIN sites USING (status)", "jobs.status=sites.status")]
    [InlineData("SELECT * FROM jobs a JOIN jobs b ON a.boss = b.id", "jobs.boss=jobs.id")]
    [InlineData("SELECT * FROM jobs /* j.site = s.name */ JOIN sites s ON site = code -- AND boss = name", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM jobs j JOIN sites s ON j.site = s.code AND j.boss = s.name", "jobs.boss=sites.name jobs.site=sites.code")]
    [InlineData("SELECT * FROM main.jobs j JOIN main.sites s ON j.site::text = s.code::character varying(3)", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM ONLY jobs j, LATERAL (SELECT * FROM sites s WHERE s.code = j.site) x", "jobs.site=sites.code")]
    [InlineData("SELECT name FROM sites WHERE code = ANY (SELECT site FROM jobs WHERE boss = $1)", "jobs.site=sites.code")]
    [InlineData("SELECT * FROM jobs j JOIN sites s ON j.site = s.code WHERE j.boss IS DISTINCT FROM s.name AND s.status ILIKE E'it\\'s%'", "jobs.site=sites.code")]
    [InlineData("SELECT $x$ j.site = s.name $x$, j.id::timestamp with time zone FROM jobs j JOIN sites s ON j.site = s.code", "jobs.site=sites.code")]
    [InlineData("SELECT 'jobs.site = sites.code' FROM jobs, sites", "")]
    [InlineData("SELECT * FROM jobs a JOIN jobs b ON a.id = b.id", "")]
    [InlineData("SELECT * FROM jobs JOIN sites ON status = code", "")]
    [InlineData("SELECT * FROM (SELECT site FROM jobs) AS x JOIN sites ON x.site = sites.code", "")]
    [InlineData("SELECT * FROM jobs j JOIN gone g ON j.site = g.code", "")]
    [InlineData("SELECT name FROM sites WHERE code NOT IN (SELECT site FROM jobs)", "")]
    [InlineData("SELECT * FROM jobs j JOIN sites s ON j.site <= s.code", "")]
    public void Statement_ThatSetsColumnsEqual_GivesThePairs(string sql, string pairs)
    {
        var found = JoinReader.Read(sql, new Catalog { Source = "default", Dialect = "sqlite", Tables = [.. Tables] }.Table)
            .Select(p => $"{p.Table}.{p.Column}={p.OtherTable}.{p.OtherColumn}").Order(StringComparer.Ordinal);

        Assert.Equal(pairs, string.Join(' ', found));
    }

    [Theory]
    [InlineData("SELECT (((")]
    [InlineData(")) FROM = = USING ( JOIN , , IN (")]
    [InlineData("")]
    public void Text_ThatIsNoStatement_GivesNothing(string sql) => Assert.Empty(JoinReader.Read(sql, _ => Tables[0]));

    private static CatalogTable Table(string name, params string[] columns) =>
        new() { Schema = "main", Name = name, Columns = [.. columns.Select(c => new CatalogColumn { Name = c })] };
}
