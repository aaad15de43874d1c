using AgentCluster.Learning;

namespace AgentCluster.Interactions;

/// <summary>Decides whether a person's word on an answer can be taken: a corrected statement must read and run.</summary>
internal sealed class FeedbackGate(Teacher teacher)
{
    public async Task<Problem?> CheckAsync(string tenant, Interaction interaction, Feedback feedback, CancellationToken cancellationToken)
    {
        if (!interaction.HasEnded() || interaction.Agent is null)
        {
            return Problem.Conflict("notEnded", "The question has no answer yet; give feedback when it has.");
        }

        if (feedback is { Verdict: FeedbackVerdict.Correct, CorrectedSql: not null })
        {
            return Problem.Invalid("correctedSql", "A correct answer needs no corrected statement; leave it out or set the verdict to incorrect.");
        }

        if (feedback.Verdict == FeedbackVerdict.Correct && interaction.Sql is null)
        {
            return Problem.Conflict("nothingToConfirm", "This answer rests on no statement; send the right one as correctedSql with the verdict incorrect.");
        }

        return feedback.CorrectedSql is { } sql
            ? await teacher.TryStatementAsync(new(tenant, interaction.Source), sql, "correctedSql", cancellationToken)
            : null;
    }
}
