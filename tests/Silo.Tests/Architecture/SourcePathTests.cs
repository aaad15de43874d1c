using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace AgentCluster.Silo.Tests.Architecture;

/// <summary>Nothing but the executor and discovery comes to a connection of a source, whatever it is written for.</summary>
public sealed class SourcePathTests
{
    private static readonly string[] Assemblies = ["AgentCluster.Grains", "AgentCluster.Grains.Interfaces", "AgentCluster.Silo", "AgentCluster.Client"];

    /// <summary>What makes a connection to a database.</summary>
    private static readonly string[] Openers =
    [
        "Npgsql.NpgsqlConnection::.ctor", "Npgsql.NpgsqlDataSource::Create", "Npgsql.NpgsqlDataSourceBuilder::.ctor", "Npgsql.NpgsqlSlimDataSourceBuilder::.ctor",
        "Npgsql.NpgsqlFactory::", "Microsoft.Data.Sqlite.SqliteConnection::.ctor", "Microsoft.Data.Sqlite.SqliteFactory::", "SQLitePCL.raw::sqlite3_open",
        "System.Data.Common.DbProviderFactories::",
    ];

    /// <summary>Namespaces that may: the executor; and those that open the platform's own database or make the sample, which no source's settings reach.</summary>
    private static readonly string[] MayOpen =
    [
        "AgentCluster.Execution", "AgentCluster.Storage", "AgentCluster.Silo.Migrations", "AgentCluster.Silo.Hosting", "AgentCluster.Silo.Sample",
        "AgentCluster.Silo.Commands", "AgentCluster.Silo.Diagnosis", "AgentCluster.Client.Hosting",
    ];

    /// <summary>Namespaces that are given one: discovery by the executor; recall and the platform's own checks by the platform's database.</summary>
    private static readonly string[] AreGiven = ["AgentCluster.Discovery", "AgentCluster.Memory.Sqlite", "AgentCluster.Monitoring.Platform"];

    [Fact]
    public void Connections_AreOpened_ByTheExecutorAndForThePlatformOnly() =>
        Assert.Empty(Callers(method => Openers.Any(opener => Name(method).StartsWith(opener, StringComparison.Ordinal)), MayOpen));

    /// <summary>What is forbidden to others is there: the rule above finds how the executor opens each kind of source.</summary>
    [Theory]
    [InlineData("AgentCluster.Execution.Sqlite.SqliteFiles", "Microsoft.Data.Sqlite.SqliteConnection::.ctor")]
    [InlineData("AgentCluster.Execution.Postgres.", "Npgsql.NpgsqlDataSourceBuilder::.ctor")]
    public void Connections_OfEachEngine_AreOpenedWhereTheRuleLooks(string type, string opener) =>
        Assert.Contains(Callers(method => Name(method) == opener, []), caller => caller.StartsWith(type, StringComparison.Ordinal));

    /// <summary>Not even one that somebody else opened: no member of a connection is used, none is asked for by its type, and none is derived from.</summary>
    [Fact]
    public void Connections_AreUsed_WhereTheyAreOpenedAndByThoseWhoAreGivenOneOnly()
    {
        Assert.Empty(Callers(method => Types(method).Any(IsConnection), [.. MayOpen, .. AreGiven]));
        Assert.Empty(All(type => type.BaseType is { } parent && IsConnection(parent), [.. MayOpen, .. AreGiven]));
    }

    /// <summary>Only what performs an action that was let through has a writer change anything.</summary>
    [Theory]
    [InlineData("ExecuteAsync")]
    [InlineData("UndoAsync")]
    public void Writers_AreCalled_ByThePerformerOfActionsOnly(string call)
    {
        var callers = Callers(method => method.DeclaringType.FullName.StartsWith("AgentCluster.Execution.", StringComparison.Ordinal)
            && (method.DeclaringType.Name is "ISourceWriter" || method.DeclaringType.Name.EndsWith("Writer", StringComparison.Ordinal)) && method.Name == call, []);

        Assert.NotEmpty(callers);
        Assert.All(callers, caller => Assert.StartsWith("AgentCluster.Execution.Actions.ActionPerformer", caller, StringComparison.Ordinal));
    }

    /// <summary>No type is made and no code is loaded by its name, where the rules above would not see it.</summary>
    [Fact]
    public void Types_AreMadeByName_Nowhere() =>
        Assert.Empty(Callers(
            method => (Name(method) is "System.Activator::CreateInstance" && method is not GenericInstanceMethod) || Name(method) is "System.Type::GetType" or "System.Type::InvokeMember" or "System.Reflection.MethodBase::Invoke"
                or "System.Reflection.ConstructorInfo::Invoke" or "System.Reflection.Assembly::Load" or "System.Reflection.Assembly::LoadFrom",
            ["OrleansCodeGen"]));

    [Fact]
    public void ConnectionStringsOfSources_AreRead_ByTheExecutorOnly() =>
        Assert.Empty(Callers(
            method => method.DeclaringType.FullName is "AgentCluster.Execution.SourceSettings" or "AgentCluster.Execution.ConfiguredSource"
                && method.Name is "get_ConnectionString" or "get_ReadConnectionString" or "get_WriteConnectionString",
            ["AgentCluster.Execution", "OrleansCodeGen"]));

    [Fact]
    public void ConnectionsForDiscovery_AreAskedFor_ByDiscoveryOnly() =>
        Assert.Empty(Callers(
            method => method.DeclaringType.FullName is "AgentCluster.Execution.ISourceConnections" or "AgentCluster.Execution.DiscoveryConnection",
            ["AgentCluster.Execution", "AgentCluster.Discovery"]));

    [Fact]
    public void Executor_ShowsNoConnection_ButThatForDiscovery()
    {
        using var module = Read("AgentCluster.Grains");

        var shown =
            from type in module.GetAllTypes()
            where type.IsPublic && IsWithin(type, ["AgentCluster.Execution"])
            from method in type.Methods
            where method.IsPublic && method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(IsConnection)
            select Name(method);

        Assert.NotEmpty(shown);
        Assert.All(shown, method => Assert.StartsWith("AgentCluster.Execution.DiscoveryConnection::", method, StringComparison.Ordinal));
    }

    private static bool IsConnection(TypeReference type)
    {
        // A string is no connection.
        var name = type.FullName.Replace("NpgsqlConnectionStringBuilder", "", StringComparison.Ordinal);
        return name.Contains("DbConnection", StringComparison.Ordinal) || name.Contains("NpgsqlConnection", StringComparison.Ordinal)
            || name.Contains("NpgsqlDataSource", StringComparison.Ordinal) || name.Contains("SqliteConnection", StringComparison.Ordinal)
            || name.Contains("SQLitePCL", StringComparison.Ordinal);
    }

    private static IEnumerable<TypeReference> Types(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Append(method.DeclaringType).Concat(method is GenericInstanceMethod generic ? generic.GenericArguments : []);

    private static List<string> All(Func<TypeDefinition, bool> isMeant, string[] allowed)
    {
        var types = new List<string>();
        foreach (var assembly in Assemblies)
        {
            using var module = Read(assembly);
            types.AddRange(module.GetAllTypes().Where(type => !IsWithin(type, allowed) && isMeant(type)).Select(type => type.FullName));
        }

        return types;
    }

    private static List<string> Callers(Func<MethodReference, bool> isMeant, string[] allowed)
    {
        var callers = new List<string>();
        foreach (var assembly in Assemblies)
        {
            using var module = Read(assembly);
            callers.AddRange(
                from type in module.GetAllTypes()
                where !IsWithin(type, allowed)
                from method in type.Methods
                where method.HasBody
                from called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>()
                where isMeant(called)
                select $"{type.FullName}.{method.Name} -> {Name(called)}");
        }

        return callers;
    }

    private static string Name(MethodReference method) => $"{method.DeclaringType.FullName}::{method.Name}";

    private static bool IsWithin(TypeDefinition type, string[] namespaces)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return namespaces.Any(allowed => type.Namespace == allowed || type.Namespace.StartsWith(allowed + ".", StringComparison.Ordinal));
    }

    private static ModuleDefinition Read(string assembly) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
}
