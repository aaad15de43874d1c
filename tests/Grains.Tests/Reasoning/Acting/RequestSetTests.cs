using System.Text.Json;
using System.Text.RegularExpressions;
using AgentCluster.Silo.Sample;
using AgentCluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning.Acting;

/// <summary>
/// Floors under what comes of plain requests over the sample company. The requests were written from its tables alone. What is right is
/// settled by effect: the rows that the statement changes are those that the expected one changes.
/// </summary>
public sealed partial class RequestSetTests
{
    private const string StatusMapping = """{"default":{"table":"clients","key":"id","column":"status"}}""";

    private static readonly TimeProvider November = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Acting_PlainRequests_MostAreRightAndNoneIsWrong() => await AssertAsync("acting.tsv", 50, 46);

    [Fact]
    public async Task Acting_RequestsInOtherWords_MostAreRightAndNoneIsWrong() => await AssertAsync("acting-second.tsv", 30, 28);

    [Fact]
    public async Task Acting_RequestsThatAreNotClear_AreAllAskedBack()
    {
        using var folder = new TemporaryFolder();
        await using var company = await CompanyAsync(folder);
        foreach (var request in await File.ReadAllLinesAsync(TestData.PathOf("acting-unclear.tsv")))
        {
            Assert.StartsWith("?", await company.SqlAsync(request), StringComparison.Ordinal);
        }
    }

    private static async Task AssertAsync(string set, int count, int least)
    {
        using var folder = new TemporaryFolder();
        await using var company = await CompanyAsync(folder);
        var (right, wrong) = (0, new List<string>());
        var requests = await File.ReadAllLinesAsync(TestData.PathOf(set));
        foreach (var parts in requests.Select(line => line.Split('\t')))
        {
            var (call, _) = await company.ActAsync(parts[0]);
            if (call is not null && call.Tool == parts[1] && await IsRightAsync(company, call.Arguments, parts[2]))
                right++;
            else if (call is not null)
                wrong.Add($"{parts[0]} => {call.Tool} {JsonSerializer.Serialize(call.Arguments)}");
        }

        Assert.Equal(count, requests.Length);
        Assert.Empty(wrong);
        Assert.True(right >= least, $"{right} of {count}");
    }

    private static async Task<bool> IsRightAsync(ActingCase company, IReadOnlyDictionary<string, object?> arguments, string expected)
    {
        if (arguments.GetValueOrDefault("sql") is string sql)
        {
            var table = Target().Match(expected).Groups["table"].Value;
            return Target().Match(sql).Groups["table"].Value == table && await company.EffectAsync(sql, table) == await company.EffectAsync(expected, table);
        }

        using var wanted = JsonDocument.Parse(expected);
        return wanted.RootElement.EnumerateObject().All(argument =>
            string.Equals(arguments.GetValueOrDefault(argument.Name)?.ToString()?.TrimEnd('.'), argument.Value.ToString().TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<ActingCase> CompanyAsync(TemporaryFolder folder)
    {
        await SampleCompany.CreateSqliteAsync(folder.File("company.db"), November, CancellationToken.None);
        return await ActingCase.OfFileAsync(folder.File("company.db"), November, StatusMapping);
    }

    [GeneratedRegex(@"^(?:UPDATE|INSERT INTO|DELETE FROM) (?<table>\w+)")]
    private static partial Regex Target();
}
