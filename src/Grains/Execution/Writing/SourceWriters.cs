namespace AgentCluster.Execution.Writing;

/// <summary>The writer of every provider.</summary>
internal sealed class SourceWriters(IEnumerable<ISourceWriter> writers)
{
    private readonly ISourceWriter[] _writers = [.. writers];

    public ISourceWriter For(SourceProvider provider) => Array.Find(_writers, writer => writer.Provider == provider)
        ?? throw new InvalidOperationException($"No writer is registered for {provider}.");
}
