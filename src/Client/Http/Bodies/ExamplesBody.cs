using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Learning;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Questions with statements that answer them, to be learned.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExamplesBody : IRequestBody
{
    /// <inheritdoc />
    public static int MaxBytes => 4 * 1024 * 1024;

    /// <summary>Name of the source the statements run on; null means <c>default</c>.</summary>
    public string? Source { get; init; } = SourceKey.DefaultSource;

    /// <summary>The agent that keeps them to itself, or null to share them with the tenant.</summary>
    public string? Agent { get; init; }

    /// <summary>1 to 1,000 examples.</summary>
    public IReadOnlyList<ExampleBody?>? Examples { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        Texts.OptionalName(errors, "source", Source);
        Texts.OptionalName(errors, "agent", Agent);
        if (Examples is not { Count: > 0 and <= 1_000 })
        {
            errors.Add("examples", "'examples' must be a list of 1 to 1,000 examples.");
            return;
        }

        for (var i = 0; i < Examples.Count; i++)
        {
            Texts.Question(errors, $"examples[{i}].question", Examples[i]?.Question);
            Texts.Sql(errors, $"examples[{i}].sql", Examples[i]?.Sql);
        }
    }

    /// <summary>The examples for the cluster.</summary>
    public TeachRequest ToRequest() => new()
    {
        Source = Source ?? SourceKey.DefaultSource,
        Agent = Agent,
        Examples = [.. (Examples ?? []).Select(example => new SqlExample { Question = example!.Question!.Trim(), Sql = example.Sql! })],
    };
}
