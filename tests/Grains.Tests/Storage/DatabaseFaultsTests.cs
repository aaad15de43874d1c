using System.Net.Sockets;
using AgentCluster.Storage;
using Npgsql;

namespace AgentCluster.Grains.Tests.Storage;

public sealed class DatabaseFaultsTests
{
    [Theory]
    [InlineData("08006", "storageUnavailable")]
    [InlineData("40001", "storageUnavailable")]
    [InlineData("53300", "storageUnavailable")]
    [InlineData("57P01", "storageUnavailable")]
    [InlineData("23505", null)]
    [InlineData("42501", null)]
    [InlineData("42P01", null)]
    public void Translated_StateOfTheServer_IsTransientOnlyWhenItPasses(string state, string? code)
    {
        var told = DatabaseFaults.Translated(new PostgresException("secret", "ERROR", "ERROR", state), "The database");

        Assert.Equal((code is not null, code), (told.IsTransient, told.Code));
        Assert.Contains(state, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translated_NoServer_IsTransient()
    {
        var told = DatabaseFaults.Translated(new NpgsqlException("secret", new SocketException()), "The database");

        Assert.Equal((true, "storageUnavailable", "The database is away."), (told.IsTransient, told.Code, told.Message));
    }
}
