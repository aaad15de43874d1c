using AgentCluster.Execution;

namespace AgentCluster.Reasoning;

/// <summary>What one run has come to: its calls so far, the reads among them, and whether text was read that nobody vouches for.</summary>
internal sealed class ReasoningRun(ReasoningRequest request)
{
    public ReasoningRequest Request { get; } = request;

    /// <summary>How many calls were made.</summary>
    public int Calls { get; set; }

    /// <summary>Statements that were to read, with what came of them.</summary>
    public List<(ReadOutcome Outcome, string? Sql)> Reads { get; } = [];

    /// <summary>Whether rows with free text were read: what follows in the run may be of its author's making.</summary>
    public bool HasReadFreeText { get; private set; } = request.Untrusted;

    /// <summary>The last action that was taken, or null when the run only read.</summary>
    public ActionOutcome? Action { get; private set; }

    public void Add(ToolResult result)
    {
        if (result.Read is { } read)
            Reads.Add((read, result.Sql));
        else if (result.Action is { } action)
            Action = action;
    }

    public void Note(ActionOutcome outcome)
    {
        Note(outcome.Result);
        HasReadFreeText |= outcome.Untrusted;
    }

    public void Note(ResultSet? rows) => HasReadFreeText |= rows is not null && FreeText.IsIn(rows);
}
