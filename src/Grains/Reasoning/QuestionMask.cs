using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Reasoning.Local;

namespace AgentCluster.Reasoning;

/// <summary>Takes the values, numbers and dates out of a question.</summary>
public sealed class QuestionMask
{
    private readonly LexiconCache _lexicons;
    private readonly Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> _catalogs;
    private readonly TimeProvider _time;

    internal QuestionMask(LexiconCache lexicons, Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> catalogs, TimeProvider time) =>
        (_lexicons, _catalogs, _time) = (lexicons, catalogs, time);

    /// <summary>What is left of a question; empty when it holds no value, or while the source is not discovered.</summary>
    /// <param name="source">Whose values are taken out.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string> OfAsync(SourceKey source, string question, CancellationToken cancellationToken)
    {
        var catalog = await _catalogs(source, cancellationToken);
        if (!catalog.Succeeded)
            return "";
        var masking = new Masking(_lexicons.Get(source, catalog.Value), DateOnly.FromDateTime(_time.GetUtcNow().DateTime));
        return Of(masking.Asked(Tokenizer.Tokenize(question), []));
    }

    internal static string Of(Masked masked) =>
        masked.Slots.IsEmpty ? "" : string.Join(' ', masked.Pieces.Where(piece => piece.Slot is null).SelectMany(piece => piece.Words).Select(word => word.Text));
}
