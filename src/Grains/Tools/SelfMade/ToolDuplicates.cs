using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Finds a tool that does the same already: by its normalised statement or steps, or by description and wording together.</summary>
internal sealed class ToolDuplicates(ToolVersionStore versions, IEmbeddingGenerator<string, Embedding<float>> embeddings, IOptions<ToolsOptions> options)
{
    // Statements of tools that mean the same differ in a word or two.
    private const double SameWords = 0.9;

    /// <summary><c>duplicateTool</c>, or null.</summary>
    public async Task<Problem?> FindAsync(string tenant, string name, string description, ToolDefinition definition, CancellationToken cancellationToken)
    {
        var others = SelfMadeTools.Present(await versions.ListAsync(tenant, null, cancellationToken))
            .Where(other => other.Name != name && other.State != ToolState.Deprecated && other.State != ToolState.Draft
                && other.Definition.Source == definition.Source && other.Definition.Kind == definition.Kind)
            .ToList();
        var text = Normalised(definition);
        var found = others.Find(other => Normalised(other.Definition) == text) ?? await SimilarAsync(others, description, text, cancellationToken);
        return found is null ? null : Problem.Conflict("duplicateTool", $"Tool '{found.Name}' does the same already: use it, or propose a new version of it.");
    }

    private async Task<ToolVersion?> SimilarAsync(List<ToolVersion> others, string description, string text, CancellationToken cancellationToken)
    {
        var vectors = await embeddings.GenerateAsync([description, .. others.Select(other => other.Description)], cancellationToken: cancellationToken);
        var words = Words(text);
        return others
            .Where((other, i) => Cosine(vectors[0], vectors[i + 1]) >= options.Value.DuplicateSimilarity && Jaccard(words, Words(Normalised(other.Definition))) >= SameWords)
            .FirstOrDefault();
    }

    private static string Normalised(ToolDefinition definition) => definition.Sql is { } sql
        ? TemplateSql.Parse(sql).Normalised
        : string.Join(' ', definition.Steps.Select(step => $"{step.Tool} {step.Arguments.GetRawText()}"));

    private static double Cosine(Embedding<float> one, Embedding<float> other) =>
        TensorPrimitives.CosineSimilarity(one.Vector.Span, other.Vector.Span) is var cosine && float.IsNaN(cosine) ? 0 : cosine;

    private static HashSet<string> Words(string text) => [.. text.Split([' ', ',', '(', ')', '.', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static double Jaccard(HashSet<string> one, HashSet<string> other) => (double)one.Count(other.Contains) / Math.Max(1, one.Union(other).Count());
}
