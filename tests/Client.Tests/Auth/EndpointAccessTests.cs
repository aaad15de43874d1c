using AgentCluster.Client.Auth;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Auth;

public sealed class EndpointAccessTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public void Endpoint_Each_SaysWhoMayCallIt()
    {
        var silent = gateway.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAccessRequirement>() is null).Select(endpoint => endpoint.DisplayName);

        Assert.NotEmpty(gateway.Endpoints);
        Assert.Empty(silent);
    }

    [Fact]
    public void Endpoint_OpenToAnyone_IsAProbeAPageOrJudgedByTheCluster()
    {
        var open = gateway.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAccessRequirement>() is { IsOpen: true })
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(path => !path.StartsWith("/scalar", StringComparison.Ordinal));

        Assert.Equal(
            ["/", "/app.css", "/app.js", "/callbacks/approvals/{link}", "/callbacks/approvals/{link}", "/callbacks/slack", "/callbacks/telegram", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch", "/health/live", "/health/ready", "/health/startup", "/openapi/{documentName}.json"],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dashboard_EveryPartOfIt_IsTheOperatorsOnly()
    {
        var parts = gateway.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("dashboard", StringComparison.OrdinalIgnoreCase)).ToList();

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.True(part.Metadata.GetMetadata<IAccessRequirement>() is RequireRoleAttribute { Roles: Roles.Operate, OperatorOnly: true }));
    }
}
