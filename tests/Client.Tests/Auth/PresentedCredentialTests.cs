using System.Text;
using AgentCluster.Client.Auth;
using Microsoft.AspNetCore.Http;

namespace AgentCluster.Client.Tests.Auth;

public sealed class PresentedCredentialTests
{
    [Theory]
    [InlineData("person:ac_key", "ac_key")]
    [InlineData(":ac_key", "ac_key")]
    [InlineData("person:a:b", "a:b")]
    [InlineData("ac_key", null)]
    public void Basic_WhereItIsAccepted_CarriesTheKeyAsPassword(string credentials, string? key)
    {
        var request = With("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}");

        Assert.Equal(key, PresentedCredential.Of(request, acceptsBasic: true).Text);
        Assert.Equal("credentialInvalid", PresentedCredential.Of(request, acceptsBasic: false).Refusal?.Code);
    }

    [Fact]
    public void Basic_ThatIsNoBase64_IsRefused() =>
        Assert.Equal("credentialInvalid", PresentedCredential.Of(With("Authorization", "Basic !!"), acceptsBasic: true).Refusal?.Code);

    [Fact]
    public void Header_GivenTwice_IsAmbiguous() =>
        Assert.Equal("credentialAmbiguous", PresentedCredential.Of(With("X-API-Key", "a", "b"), acceptsBasic: false).Refusal?.Code);

    [Fact]
    public void Request_WithoutACredential_HasNone() => Assert.Equal(default, PresentedCredential.Of(With("Accept", "*/*"), acceptsBasic: true));

    private static HttpRequest With(string name, params string[] values) => new DefaultHttpContext { Request = { Headers = { [name] = values } } }.Request;
}
