namespace AgentCluster.Execution;

/// <summary>An inspection, and whether it is the engine's own parser that refused.</summary>
internal readonly record struct Inspected(Inspection Inspection, bool EngineError)
{
    /// <summary>A statement refused before anything could be told of it.</summary>
    public static Inspected Refused(string kind, string reason, bool engineError = false) =>
        new(new() { Verdict = Verdict.Forbidden, Kind = kind, Reasons = [reason] }, engineError);
}
