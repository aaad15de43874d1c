using AgentCluster.Agents;
using AgentCluster.Approvals;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApproverRulesTests
{
    private static readonly AgentRoster Roster = new(Options.Create(new AgentsOptions()));

    [Fact]
    public void Check_TwoPeopleOfSeveralChannels_IsFine() =>
        Assert.Null(ApproverRules.Check([Person("maria", ("http", "k1"), ("slack", "7")), Person("ben", ("telegram", "7"), ("email", "ben@example.org"))], Roster));

    [Theory]
    [InlineData("Maria", "items[0].id")]
    [InlineData("", "items[0].id")]
    [InlineData("local", "items[0].id")]
    [InlineData("api", "items[0].id")]
    [InlineData("data-analyst", "items[0].id")]
    [InlineData("ben", "items[1].id")]
    public void Check_AnIdThatIsNoPersonsOrTaken_NamesIt(string id, string field) =>
        Assert.Equal(field, ApproverRules.Check([Person(id), Person("ben")], Roster)?.Field);

    [Theory]
    [InlineData("fax", "1", "items[1].channels[1].channel")]
    [InlineData("slack", "U1", "items[1].channels[1].user")]
    [InlineData("email", "ANNA@example.org", "items[1].channels[1].user")]
    [InlineData("telegram", "9", "items[1].channels[1].user")]
    [InlineData("telegram", "@ben", "items[1].channels[1].user")]
    [InlineData("email", "ben", "items[1].channels[1].user")]
    [InlineData("email", "ben@example.org, eve@example.org", "items[1].channels[1].user")]
    public void Check_AnIdentityOfTwoPeopleOrOfNoChannel_NamesIt(string channel, string user, string field) =>
        Assert.Equal(field, ApproverRules.Check([Person("anna", ("slack", "U1"), ("email", "anna@example.org")), Person("ben", ("telegram", "9"), (channel, user))], Roster)?.Field);

    [Fact]
    public void Check_NobodyToTell_NamesTheRoles() => Assert.Equal("items[0].roles", ApproverRules.Check([Person("anna") with { Roles = [] }], Roster)?.Field);

    private static Approver Person(string id, params (string Channel, string User)[] channels) => new()
    {
        Id = id,
        Name = id,
        Roles = [ApproverRole.Approver],
        Channels = [.. channels.Select(identity => new ApproverChannel { Channel = identity.Channel, User = identity.User })],
    };
}
