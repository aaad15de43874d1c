using System.Net;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Auth;

public sealed class AuthenticationModeTests
{
    [Theory]
    [InlineData(null, false, HttpStatusCode.OK)]
    [InlineData(null, true, HttpStatusCode.Unauthorized)]
    [InlineData(AuthenticationMode.Local, true, HttpStatusCode.OK)]
    [InlineData(AuthenticationMode.Keys, false, HttpStatusCode.Unauthorized)]
    public async Task Request_WithoutACredential_PassesInLocalModeOnly(AuthenticationMode? mode, bool issued, HttpStatusCode status)
    {
        var gateway = new TestGateway { Mode = mode };
        await gateway.InitializeAsync();
        try
        {
            if (issued)
            {
                gateway.Cluster.Credentials.Issue(Roles.Ask);
            }

            using var response = await gateway.Http.GetAsync(new Uri("/v1/agents", UriKind.Relative));
            using var page = await gateway.Http.GetAsync(new Uri("/", UriKind.Relative));
            using var live = await gateway.Http.GetAsync(new Uri("/health/live", UriKind.Relative));

            Assert.Equal((status, HttpStatusCode.OK, HttpStatusCode.OK), (response.StatusCode, page.StatusCode, live.StatusCode));
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }
}
