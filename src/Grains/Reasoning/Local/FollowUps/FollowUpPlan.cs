namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>The plan of a question that may have leaned on an earlier one: what it was read as is said, and weighs on the confidence.</summary>
internal static class FollowUpPlan
{
    // The rewriting itself may be wrong where every word of its result is understood.
    private const double Rewritten = 0.95;

    public static Plan Of(Planner planner, PlannerContext context)
    {
        if (context.Standalone is null)
            return planner.Plan(context);
        if (context.Standalone.Missing is { } missing)
            return new([], missing);
        var plan = planner.Plan(context);
        var said = $"Read as: {context.Question}";
        return new(
            [.. plan.Proposals.Select(proposal => proposal with
            {
                Confidence = proposal.Confidence * Rewritten,
                Assumptions = proposal.Assumptions.Insert(0, said),
            })],
            plan.Reply.Length == 0 ? "" : $"{said} {plan.Reply}");
    }
}
