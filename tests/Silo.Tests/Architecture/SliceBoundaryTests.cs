using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace AgentCluster.Silo.Tests.Architecture;

/// <summary>In Grains a slice's public types are its surface; a type of another slice that is not public is that slice's own.</summary>
public sealed class SliceBoundaryTests
{
    private static readonly string[] Slices =
    [
        "Agents", "Interactions", "Reasoning", "Memory", "Learning", "Discovery", "Execution", "Tools", "Approvals", "Monitoring",
        "Notifications", "Tenancy", "Scheduling", "Storage",
    ];

    [Fact]
    public void Slice_UsesAnotherSlice_OnlyByItsPublicTypes()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "AgentCluster.Grains.dll"));

        var trespasses =
            from type in module.GetAllTypes()
            let slice = SliceOf(type)
            where slice is not null
            from used in Used(type)
            let owner = SliceOf(used)
            where owner is not null && owner != slice && !IsSurface(used)
            select $"{type.FullName} -> {used.FullName}";

        Assert.Empty(trespasses.Distinct());
    }

    [Fact]
    public void Grains_HaveNoFolder_ThatIsNotASlice()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "AgentCluster.Grains.dll"));

        var strangers = module.Types
            .Select(type => type.Namespace.Split('.'))
            .Where(parts => parts is ["AgentCluster", var slice, ..] && !Slices.Contains(slice))
            .Select(parts => parts[1]);

        Assert.Empty(strangers.Distinct());
    }

    [Fact]
    public void ModelClients_AreReferenced_ByReasoningOnly()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "AgentCluster.Grains.dll"));

        var strangers = module.GetAllTypes()
            .Where(type => SliceOf(type) is { } slice && slice != "Reasoning")
            .Where(type => type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
                .Select(instruction => instruction.Operand).OfType<MemberReference>()
                .Any(member => (member.DeclaringType ?? member as TypeReference)?.FullName is "Microsoft.Extensions.AI.IChatClient"))
            .Select(type => type.FullName);

        Assert.Empty(strangers);
    }

    private static string? SliceOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace.Split('.') is ["AgentCluster", var slice, ..] && Slices.Contains(slice) ? slice : null;
    }

    private static bool IsSurface(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsSurface(type.DeclaringType));

    private static IEnumerable<TypeDefinition> Used(TypeDefinition type)
    {
        var references = type.Fields.Select(field => field.FieldType)
            .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
            .Concat(type.BaseType is null ? [] : [type.BaseType])
            .Concat(type.Methods.SelectMany(OfMethod));
        return references.SelectMany(Flatten).OfType<TypeDefinition>();
    }

    private static IEnumerable<TypeReference> OfMethod(MethodDefinition method)
    {
        var signature = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);
        if (!method.HasBody)
        {
            return signature;
        }

        var body = method.Body.Instructions.Select(instruction => instruction.Operand).SelectMany(operand => operand switch
        {
            TypeReference used => [used],
            GenericInstanceMethod { DeclaringType: { } owner } generic => [owner, .. generic.GenericArguments],
            MemberReference { DeclaringType: { } owner } => [owner],
            _ => Array.Empty<TypeReference>(),
        });
        return signature.Concat(body).Concat(method.Body.Variables.Select(variable => variable.VariableType));
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Append(generic.ElementType),
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };
}
