using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AgentCluster.Learning;

[StatelessWorker]
internal sealed class TeacherGrain(Teacher teacher) : Grain, ITeacherGrain
{
    public Task<Outcome<ImmutableArray<BatchItem>>> TeachAsync(TeachRequest request, CancellationToken cancellationToken = default) =>
        teacher.TeachAsync(this.GetPrimaryKeyString(), request, cancellationToken);
}
