namespace AgentCluster.Execution;

/// <summary>The engine of every provider.</summary>
internal sealed class SourceEngines(IEnumerable<ISourceEngine> engines)
{
    private readonly ISourceEngine[] _engines = [.. engines];

    public ISourceEngine For(SourceProvider provider) => Array.Find(_engines, engine => engine.Provider == provider)
        ?? throw new InvalidOperationException($"No engine is registered for {provider}.");

    /// <summary>Closes what any engine has open of a source that is gone.</summary>
    public void Forget(SourceKey key) => Array.ForEach(_engines, engine => engine.Forget(key));
}
