using System.Diagnostics.CodeAnalysis;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A question, everything that came of it, and how.</summary>
internal sealed record InteractionDetailResource : InteractionResource
{
    [SetsRequiredMembers]
    private InteractionDetailResource(Interaction interaction)
        : base(InteractionResource.From(interaction)) =>
        (Steps, Feedback, TimeZone, EndedAt) =
            (interaction.Steps, interaction.Feedback is { } said ? new(said.Verdict, said.CorrectedSql, said.Comment) : null, interaction.TimeZone, interaction.EndedAt);

    /// <summary>The steps so far.</summary>
    public ImmutableArray<InteractionStep> Steps { get; }

    /// <summary>What a person said of the answer, or null.</summary>
    public FeedbackResource? Feedback { get; }

    /// <summary>The asker's IANA time zone, or null for UTC.</summary>
    public string? TimeZone { get; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; }

    /// <summary>Maps an interaction.</summary>
    public static new InteractionDetailResource From(Interaction interaction) => new(interaction);
}
