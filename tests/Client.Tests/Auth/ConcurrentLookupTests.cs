using System.Net;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Tests.Auth;

/// <summary>Look-ups that are all under way before the first is answered.</summary>
public sealed class ConcurrentLookupTests : IDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly FailureBrake _brake = new();
    private readonly TaskCompletionSource _gate = new();
    private readonly KnownCredentials _known;
    private readonly Authenticator _authenticator;

    public ConcurrentLookupTests()
    {
        _known = new(_cluster.Grains, _cluster.Time);
        _authenticator = new(_known, _brake, Options.Create(new AuthenticationOptions()), NullLogger<Authenticator>.Instance);
        Keys.Gate = _gate.Task;
    }

    private FakeCredentials Keys => _cluster.Credentials;

    public void Dispose() => _brake.Dispose();

    [Fact]
    public async Task Keys_ManyUnknownAtOnce_AreLookedUpNoMoreThanMayFail()
    {
        var requests = Enumerable.Range(0, 500).Select(_ => AuthenticateAsync(ApiKey.New().Text)).ToList();
        _gate.SetResult();
        var answers = await Task.WhenAll(requests);

        Assert.Equal(FailureBrake.PerMinute, Keys.Lookups);
        Assert.Equal(
            (FailureBrake.PerMinute, 500 - FailureBrake.PerMinute),
            (answers.Count(answer => answer.Refusal?.Status == 401), answers.Count(answer => answer.Refusal?.Status == 429)));
    }

    [Fact]
    public async Task Keys_ManyValidOneAfterAnother_UseUpNoFailure()
    {
        _gate.SetResult();
        for (var i = 0; i <= FailureBrake.PerMinute; i++)
        {
            Assert.NotNull((await AuthenticateAsync(Keys.Issue(Roles.Ask))).Caller);
        }
    }

    [Fact]
    public async Task Key_OfManyRequestsAtOnce_IsLookedUpOnceAndOneThatGivesUpLeavesTheOthers()
    {
        var key = Keys.Issue(Roles.Ask);
        using var impatient = new CancellationTokenSource();
        var first = AuthenticateAsync(key, impatient.Token);
        var others = Enumerable.Range(0, 31).Select(_ => AuthenticateAsync(key)).ToList();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.SetResult();

        Assert.All(await Task.WhenAll(others), answer => Assert.NotNull(answer.Caller));
        Assert.Equal(1, Keys.Lookups);
    }

    [Fact]
    public async Task Key_LookedUpInVain_IsLookedUpAgain()
    {
        var key = Keys.Issue(Roles.Ask);
        Keys.Gate = Task.FromException(AgentClusterException.StorageUnavailable("Away."));
        await Assert.ThrowsAsync<AgentClusterException>(() => AuthenticateAsync(key));
        Keys.Gate = Task.CompletedTask;

        Assert.NotNull((await AuthenticateAsync(key)).Caller);
    }

    private Task<Authentication> AuthenticateAsync(string key, CancellationToken cancellationToken = default)
    {
        var context = new DefaultHttpContext { RequestAborted = cancellationToken, Connection = { RemoteIpAddress = IPAddress.Loopback } };
        context.Request.Headers[PresentedCredential.KeyHeader] = key;
        return _authenticator.AuthenticateAsync(context, acceptsBasic: false).AsTask();
    }
}
