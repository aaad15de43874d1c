using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>Takes examples and corrections from people; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Learning.ITeacherGrain")]
public interface ITeacherGrain : IGrainWithStringKey
{
    /// <summary>Inspects and tries each example and stores those that read and run.</summary>
    /// <param name="request">The examples.</param>
    /// <param name="cancellationToken">Cancels what has not begun.</param>
    /// <returns>One entry an example: <c>accepted</c> or <c>rejected</c> with the reason; or <c>unknownSource</c>, <c>unknownAgent</c>.</returns>
    [ResponseTimeout("00:05:00"), Alias("TeachAsync")]
    Task<Outcome<ImmutableArray<BatchItem>>> TeachAsync(TeachRequest request, CancellationToken cancellationToken = default);
}
