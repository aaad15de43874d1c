using AgentCluster.Execution.Postgres;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class PostgresConnectionStringTests
{
    [Fact]
    public void Read_Uri_IsConverted()
    {
        var read = PostgresConnectionString.Read("connectionString", "postgresql://us%40er:p%2Fw@db.example:6432/my%20db?sslmode=verify-full&application_name=x&connect_timeout=3").Value!;

        Assert.Equal(("us@er", "p/w", "db.example", 6432, "my db", "x", 3), (read.Username, read.Password, read.Host, read.Port, read.Database, read.ApplicationName, read.Timeout));
        Assert.Equal(Npgsql.SslMode.VerifyFull, read.SslMode);
        Assert.Equal(5432, PostgresConnectionString.Read("connectionString", "postgres://u@h/d").Value!.Port);
    }

    [Theory]
    [InlineData("Host=h;Username=u")]
    [InlineData("postgresql://h/d")]
    [InlineData("postgresql://u:secret@h/d?nonsense=1")]
    [InlineData("Nonsense=secret")]
    [InlineData("/some/file.db")]
    public void Read_Unusable_NamesTheFieldAndNotTheValue(string text)
    {
        var problem = PostgresConnectionString.Read("readConnectionString", text).Problem!;

        Assert.Equal("readConnectionString", problem.Field);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }
}
