using AgentCluster.Interactions;
using AgentCluster.Reasoning;
using CsCheck;

namespace AgentCluster.Grains.Tests.Interactions;

public sealed class InteractionTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Receive_AQuestion_IsRunningWithOneStep()
    {
        var interaction = Received();

        Assert.Equal(InteractionStatus.Running, interaction.Status);
        Assert.False(interaction.HasEnded());
        Assert.Equal("received", Assert.Single(interaction.Steps).Kind);
    }

    [Fact]
    public void Conclude_WithAnAnswer_CompletesAndKeepsIt()
    {
        var ended = Received().Conclude(new ReasoningResult { Answer = "42", Sql = "SELECT 42", Confidence = 0.9, Model = "local" }, Start.AddSeconds(2));

        Assert.Equal(InteractionStatus.Completed, ended.Status);
        Assert.Equal(("42", "SELECT 42", 0.9), (ended.Answer, ended.Sql, ended.Confidence));
        Assert.Equal(2000, ended.DurationMs);
        Assert.Equal("answered", ended.Steps[^1].Kind);
    }

    [Fact]
    public void Conclude_WithAnError_FailsWithoutConfidence()
    {
        var error = new InteractionError { Code = "timeout", Message = "The source took too long.", Transient = true };

        var ended = Received().Conclude(new ReasoningResult { Answer = "", Confidence = 0.9, Model = "local", Error = error }, Start);

        Assert.Equal(InteractionStatus.Failed, ended.Status);
        Assert.Equal(error, ended.Error);
        Assert.Equal(0, ended.Confidence);
    }

    [Fact]
    public void AnySequence_OfTransitions_NeverLeavesAFinalStatus()
    {
        Func<Interaction, DateTimeOffset, Interaction>[] transitions =
        [
            (interaction, now) => interaction.Route("data-analyst", "why", now),
            (interaction, now) => interaction.Step("tool", "SELECT 1", now),
            (interaction, now) => interaction.Conclude(new ReasoningResult { Answer = now.ToString(), Model = "local" }, now),
            (interaction, now) => interaction.Fail(new InteractionError { Code = "x", Message = "y" }, now),
            (interaction, now) => interaction.Cancel(now),
        ];
        Gen.Int[0, transitions.Length - 1].List[1, 12].Sample(moves =>
        {
            var interaction = Received();
            Interaction? ended = null;
            foreach (var (move, i) in moves.Select((move, i) => (move, i)))
            {
                interaction = transitions[move](interaction, Start.AddSeconds(i));
                ended ??= interaction.HasEnded() ? interaction : null;
                if (ended is not null && !ReferenceEquals(ended, interaction) && ended != interaction)
                {
                    return false;
                }
            }

            return interaction.HasEnded() == (interaction.EndedAt is not null);
        });
    }

    private static Interaction Received() => InteractionTransitions.Receive("id", new AskRequest { Question = "How many?" }, Start);
}
