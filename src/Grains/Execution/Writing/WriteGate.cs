using System.Globalization;
using System.Text.Json;

namespace AgentCluster.Execution.Writing;

/// <summary>What every writer asks before it does something. Pure.</summary>
internal static class WriteGate
{
    /// <summary>Rows of a change that are shown.</summary>
    public const int SampleRows = 20;

    /// <summary>Why a source takes no changes at all, or null.</summary>
    public static Problem? Closed(SourceSettings settings) =>
        !settings.Writable ? Problem.Forbidden("notWritable", "The source is not writable: its settings say that nothing is changed in it.")
        : settings.Provider == SourceProvider.Postgres && settings.WriteConnectionString is null
            ? Problem.Forbidden("noWritingLogin", "The source has no writing login: put it again with 'writeConnectionString', a login that may change the tables meant.")
        : null;

    /// <summary>Why a statement is no change that could be shown or done, or null.</summary>
    public static Problem? Refusal(Inspected inspected)
    {
        var reasons = string.Join(' ', inspected.Inspection.Reasons);
        return inspected.EngineError ? Problem.Invalid("sql", reasons, "sqlError")
            : inspected.Inspection.Verdict == Verdict.Forbidden ? Problem.Forbidden("forbiddenSql", $"The statement is forbidden: {reasons}", "sql")
            : inspected.Inspection.Verdict == Verdict.Read ? Problem.Invalid("sql", "The statement changes nothing: it is a read.", "notAWrite")
            : null;
    }

    /// <summary>Why a statement is not what was approved, or null.</summary>
    /// <param name="request">What was approved.</param>
    /// <param name="inspected">What the engine says now.</param>
    /// <param name="fingerprint">What it touches, as it is now.</param>
    public static WriteOutcome? Changed(WriteRequest request, Inspected inspected, string fingerprint) =>
        inspected is { EngineError: false, Inspection.Verdict: Verdict.Forbidden } ? new(WriteStatus.Refused, Problem: Refusal(inspected))
        : request.Fingerprint is { } approved && approved != fingerprint ? Stale("What it touches was altered since it was shown.")
        : Refusal(inspected) is { Code: "notAWrite" } read ? Stale(read.Message)
        : Refusal(inspected) is { } refused ? new(WriteStatus.Failed, Problem: refused)
        : inspected.Inspection.Verdict > request.Verdict ? Stale($"It is more dangerous than when it was shown: {string.Join(' ', inspected.Inspection.Reasons)}")
        : null;

    /// <summary>Why the rows changed are not those approved, or null.</summary>
    /// <param name="request">What was approved.</param>
    /// <param name="rows">How many were changed.</param>
    /// <param name="images">How they were, or null where that cannot be told.</param>
    public static WriteOutcome? OtherRows(WriteRequest request, long rows, RowImages? images) =>
        request.ExpectedRows is { } expected && Math.Abs(rows - expected) > request.Tolerance * expected
            ? Stale(string.Create(CultureInfo.InvariantCulture, $"It would change {rows} rows instead of the {expected} that were approved."))
            : request is { Tolerance: 0, RowsDigest: { } shown } && shown != images?.Digest(request.BoundResults) ? Stale("The rows, or what they would become, are not as they were when they were shown.")
            : null;

    /// <summary>Nothing was changed, because it is not what was approved.</summary>
    public static WriteOutcome Stale(string reason) => new(WriteStatus.Stale, Problem: Problem.Conflict("stale", $"{reason} Nothing was changed; it has to be asked again."));

    /// <summary>Why an executed action cannot be taken back.</summary>
    public static Problem NotUndoable(string reason) => Problem.Conflict("notUndoable", reason);

    /// <summary>The images of an executed action, or why it cannot be taken back.</summary>
    public static Outcome<RowImages> Undo(LedgerEntry? executed)
    {
        try
        {
            return executed is null ? NotUndoable("The source's ledger has no such action.")
                : executed.Undo is null ? NotUndoable("The rows as they were are not kept: the table has no key, or there were too many of them, or more than they changed.")
                : RowImages.Of(executed.Undo);
        }
        catch (JsonException)
        {
            return NotUndoable("The rows as they were cannot be read from the source's ledger.");
        }
    }

    /// <summary>The source is held by somebody else for the moment.</summary>
    public static Problem Busy(string words) => Problem.Unavailable("sourceBusy", $"Somebody else is changing the same data ({words}).");

    /// <summary>What became of a failure: nothing was changed.</summary>
    public static WriteOutcome Failed(Problem problem) =>
        new(problem.Code is "notWritable" or "noWritingLogin" or "unsafeWritingLogin" or "noPrivilege" or "forbiddenSql" ? WriteStatus.Refused : WriteStatus.Failed, Problem: problem);
}
