using System.Net;
using System.Net.Sockets;
using AgentCluster.Notifications;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Notifications;

public sealed class OutgoingAddressesTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private readonly List<string> _resolved = [];
    private readonly List<IPAddress> _connected = [];

    public static TheoryData<bool, string> Vectors { get; } = ReadVectors();

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Check_Vector_IsDecidedAsExpected(bool allowed, string url) => Assert.Equal(allowed, Guard().Check(url).Succeeded);

    [Theory]
    [InlineData("https://hooks.slack.com", true)]
    [InlineData("HTTPS://HOOKS.Slack.com/x?y=1&z=%2e", true)]
    [InlineData("https://hooks.slack.com:443/x", true)]
    [InlineData("https://a.b.example.com/", true)]
    [InlineData("https://example.com/", false)]
    [InlineData("https://.example.com/", false)]
    [InlineData("https://evilexample.com/", false)]
    [InlineData("https://a.example.com.evil.test/", false)]
    [InlineData("https://hooks.slack.com:8443/", false)]
    [InlineData("https://hooks.slack.com:99999/", false)]
    [InlineData("https://hooks.slack.com:/", false)]
    [InlineData("https://hooks.slack.com./", false)]
    [InlineData("https://user:secret@hooks.slack.com/", false)]
    [InlineData("https://@hooks.slack.com/", false)]
    [InlineData("https://hooks.slack.com\\@evil.test/", false)]
    [InlineData("https://evil.test\\.hooks.slack.com/", false)]
    [InlineData("https://evil.test#.hooks.slack.com/", false)]
    [InlineData("https://hooks.slack.com/#x", false)]
    [InlineData("https://hooks.slack.com/ x", false)]
    [InlineData(" https://hooks.slack.com/", false)]
    [InlineData("https://hooks.slack.com/\r\nHost: evil.test", false)]
    [InlineData("https:hooks.slack.com/", false)]
    [InlineData("https:///hooks.slack.com/", false)]
    [InlineData("https://hooks.slack.com%00.evil.test/", false)]
    [InlineData("https://hooks。slack。com/", false)]
    [InlineData("https://hookѕ.slack.com/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://0177.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://[::ffff:127.0.0.1]/", false)]
    [InlineData("wss://hooks.slack.com/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    public void Check_Address_IsDecidedByItsText(string url, bool allowed) => Assert.Equal(allowed, Guard().Check(url).Succeeded);

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("64:ff9b::5db8:d70e", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("239.255.255.250", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("100::1", false)]
    [InlineData("2001:0:53aa:64c::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("3fff::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1%1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public async Task Resolve_Name_LeadsToPublicAddressesOnly(string address, bool allowed)
    {
        var alone = await Guard(IPAddress.Parse(address)).ResolveAsync("hooks.slack.com", CancellationToken.None);
        var among = await Guard(Public, IPAddress.Parse(address)).ResolveAsync("hooks.slack.com", CancellationToken.None);

        Assert.Equal((allowed, allowed), (alone.Succeeded, among.Succeeded));
    }

    [Fact]
    public async Task Resolve_UnknownName_IsAProblemOfTheMoment()
    {
        var guard = new OutgoingAddresses(["hooks.slack.com"], (_, _) => throw new SocketException((int)SocketError.HostNotFound), (_, _, _) => throw new InvalidOperationException());

        Assert.Equal(ProblemKind.Unavailable, (await guard.ResolveAsync("hooks.slack.com", CancellationToken.None)).Problem!.Kind);
    }

    [Fact]
    public async Task Client_AllowedName_ConnectsToTheAddressThatWasChecked()
    {
        using var client = new HttpClient(Guard(Public).CreateHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://hooks.slack.com/x")));

        Assert.Equal(["hooks.slack.com"], _resolved);
        Assert.Equal([Public], _connected);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/", "127.0.0.1")]
    [InlineData("http://hooks.slack.com/", "93.184.215.14")]
    [InlineData("https://hooks.slack.com:5432/", "93.184.215.14")]
    [InlineData("https://evil.test/", "93.184.215.14")]
    public async Task Client_AnythingElse_IsNeverConnected(string url, string address)
    {
        using var client = new HttpClient(Guard(IPAddress.Parse(address)).CreateHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(url)));

        Assert.Empty(_connected);
    }

    [Fact]
    public void Client_FollowsNeitherRedirectsNorProxies()
    {
        using var handler = Guard(Public).CreateHandler();

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseProxy, handler.UseCookies));
    }

    [Theory]
    [InlineData("hooks.slack.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("*.10.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("localhost", false)]
    [InlineData("https://hooks.slack.com", false)]
    [InlineData("hooks.*.com", false)]
    [InlineData("", false)]
    public void Options_EntryThatIsNoName_StopsTheStart(string host, bool valid)
    {
        var options = new OutgoingOptions();
        options.AllowedHosts.Add(host);

        Assert.Equal(valid, new OutgoingOptionsValidator().Validate(null, options).Succeeded);
    }

    private static TheoryData<bool, string> ReadVectors()
    {
        var vectors = new TheoryData<bool, string>();
        foreach (var fields in File.ReadAllLines(TestData.PathOf("ssrf.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            vectors.Add(fields[0] == "allow", fields[1]);
        }

        return vectors;
    }

    private OutgoingAddresses Guard(params IPAddress[] addresses) => new(
        ["hooks.slack.com", "*.example.com"],
        (host, _) =>
        {
            _resolved.Add(host);
            return Task.FromResult(addresses);
        },
        (checkedOnes, _, _) =>
        {
            _connected.AddRange(checkedOnes);
            throw new IOException("No network in tests.");
        });
}
