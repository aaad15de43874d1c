namespace AgentCluster.Client.Rpc;

/// <summary>Ends a call with a problem; <see cref="RpcFaults"/> gives it gRPC's form.</summary>
internal sealed class ProblemException(ProblemAnswer problem) : Exception(problem.Detail)
{
    /// <summary>The problem.</summary>
    public ProblemAnswer Problem { get; } = problem;
}
