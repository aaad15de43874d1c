using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>The sources of a tenant; singleton, grain key is the tenant.</summary>
[Alias("AgentCluster.Execution.ISourcesGrain")]
public interface ISourcesGrain : IGrainWithStringKey
{
    /// <summary>Every source, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Repeatable, Alias("ListAsync")]
    Task<ImmutableArray<SourceView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One source.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The source, or <c>unknownSource</c>.</returns>
    [Repeatable, Alias("GetAsync")]
    Task<Outcome<SourceView>> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a source after it was reached and proved to be a database; durable when it returns.</summary>
    /// <param name="name">1 to 64 characters of <c>[a-z0-9-_]</c>.</param>
    /// <param name="settings">How to reach it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Repeatable, ResponseTimeout("00:01:00"), Alias("PutAsync")]
    Task<Outcome<SourceView>> PutAsync(string name, SourceSettings settings, CancellationToken cancellationToken = default);

    /// <summary>Removes a source; what was learned of it is retired by the next learning run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it was, or why it stays.</returns>
    [Alias("DeleteAsync")]
    Task<Outcome<SourceView>> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
