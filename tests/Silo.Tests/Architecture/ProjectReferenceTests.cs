using Mono.Cecil;

namespace AgentCluster.Silo.Tests.Architecture;

public sealed class ProjectReferenceTests
{
    private const string Prefix = "AgentCluster.";

    [Theory]
    [InlineData("AgentCluster.Grains.Interfaces", "")]
    [InlineData("AgentCluster.Grains", "AgentCluster.Grains.Interfaces")]
    [InlineData("AgentCluster.Client", "AgentCluster.Grains.Interfaces")]
    [InlineData("AgentCluster.Silo", "AgentCluster.Client AgentCluster.Grains AgentCluster.Grains.Interfaces")]
    public void Project_References_OnlyThoseOfTheArchitecture(string project, string allowed)
    {
        using var assembly = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));

        var references = assembly.AssemblyReferences.Select(reference => reference.Name).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

        Assert.Equal(allowed, string.Join(' ', references.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Contracts_Reference_NoDatabaseAndNoHost()
    {
        using var assembly = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "AgentCluster.Grains.Interfaces.dll"));

        Assert.DoesNotContain(
            assembly.AssemblyReferences,
            reference => reference.Name.Contains("Sqlite", StringComparison.Ordinal)
                || reference.Name.Contains("Npgsql", StringComparison.Ordinal)
                || reference.Name.Contains("AspNetCore", StringComparison.Ordinal));
    }
}
