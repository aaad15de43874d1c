namespace AgentCluster.Interactions;

/// <summary>What a person says of an answer.</summary>
public enum FeedbackVerdict
{
    /// <summary>It was right.</summary>
    Correct,

    /// <summary>It was wrong.</summary>
    Incorrect,
}
