using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Tests.Auth;

public sealed class ListenGuardTests
{
    private readonly FakeCluster _cluster = new();

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://127.8.9.1:8080")]
    public Task Start_OnLoopback_Passes(string url) => StartAsync(AuthenticationMode.Local, url);

    [Theory]
    [InlineData("http://0.0.0.0:8080", null)]
    [InlineData("http://[::]:8080", null)]
    [InlineData("http://10.0.0.5:8080", null)]
    [InlineData("http://localhost.example:8080", null)]
    [InlineData("http://0.0.0.0:8080", AuthenticationMode.Local)]
    public async Task Start_ElsewhereWithoutKeys_IsRefusedAndSaysWhatToDo(string url, AuthenticationMode? mode)
    {
        var failure = await Assert.ThrowsAsync<AgentClusterException>(() => StartAsync(mode, "http://localhost:8080", url));

        Assert.Contains(url, failure.Message, StringComparison.Ordinal);
        Assert.Contains("keys create", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ElsewhereInLocalMode_IsRefusedAlsoWithKeys()
    {
        _cluster.Credentials.Issue(Roles.Admin);

        await Assert.ThrowsAsync<AgentClusterException>(() => StartAsync(AuthenticationMode.Local, "http://0.0.0.0:8080"));
    }

    [Fact]
    public async Task Start_ElsewhereWithKeys_Passes()
    {
        _cluster.Credentials.Issue(Roles.Admin);

        await StartAsync(null, "http://0.0.0.0:8080");
    }

    [Fact]
    public Task Start_ElsewhereInKeysModeBeforeTheFirstKey_Passes() => StartAsync(AuthenticationMode.Keys, "http://0.0.0.0:8080");

    private Task StartAsync(AuthenticationMode? mode, params string[] urls) => new ListenGuard(
        urls, new(_cluster.Grains, TimeProvider.System), Options.Create(new AuthenticationOptions { Mode = mode }), NullLogger<ListenGuard>.Instance).StartAsync(default);
}
