namespace AgentCluster.Benchmarks.Approvals;

/// <summary>A moment between a request's filing and the end of its action at which a process can be held and killed.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Step">What has to be done to come there.</param>
/// <param name="InSource">Whether it lies in the source's database, and not in the platform's.</param>
/// <param name="Table">The table whose trigger holds whoever comes there; null for a lock on the row that the action changes.</param>
/// <param name="Event">Such as <c>UPDATE</c>.</param>
/// <param name="Condition">Which rows, as a trigger's WHEN.</param>
/// <param name="AtCommit">Whether it is held when it commits, and not before it writes the row.</param>
internal sealed record CrashPoint(string Name, CrashStep Step, bool InSource, string? Table, string Event, string Condition, bool AtCommit)
{
    private const string Queue = "agentcluster.human_approval_queue";
    private const string Ledger = "agentcluster_ledger.executed_action";

    public static IReadOnlyList<CrashPoint> All { get; } =
    [
        new("filing: before the request is written", CrashStep.File, false, Queue, "INSERT", "true", false),
        new("filing: before it is committed", CrashStep.File, false, Queue, "INSERT", "true", true),
        new("decision: before it is written", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status IN ('approved', 'rejected')", false),
        new("decision: before its row of the log", CrashStep.Decide, false, "agentcluster.agent_execution_log", "INSERT", "NEW.event IN ('approved', 'rejected')", false),
        new("decision: before it is committed", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status IN ('approved', 'rejected')", true),
        new("beginning: before it is written", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status = 'executing'", false),
        new("beginning: before it is committed", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status = 'executing'", true),
        new("effect: before the change", CrashStep.Decide, true, null, "", "", false),
        new("effect: before its row of the ledger", CrashStep.Decide, true, Ledger, "INSERT", "true", false),
        new("effect: before it is committed", CrashStep.Decide, true, Ledger, "INSERT", "true", true),
        new("outcome: before it is written", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status = 'executed'", false),
        new("outcome: before it is committed", CrashStep.Decide, false, Queue, "UPDATE", "NEW.status = 'executed'", true),
    ];

    /// <summary>What holds whoever comes there for as long as somebody has the gate's lock.</summary>
    public string Trigger =>
        $"""
        CREATE OR REPLACE FUNCTION public.gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Gate.Key}); RETURN NEW; END $$;
        CREATE {(AtCommit ? "CONSTRAINT TRIGGER gate AFTER" : "TRIGGER gate BEFORE")} {Event} ON {Table} {(AtCommit ? "DEFERRABLE INITIALLY DEFERRED" : "")}
            FOR EACH ROW WHEN ({Condition}) EXECUTE FUNCTION public.gate();
        """;
}
