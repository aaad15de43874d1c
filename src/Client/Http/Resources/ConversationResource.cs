namespace AgentCluster.Client.Http.Resources;

/// <summary>A conversation.</summary>
/// <param name="ConversationId">Its id, chosen by the asker.</param>
/// <param name="Items">Its questions without their rows, oldest first, at most the latest 200.</param>
/// <param name="Next">Cursor of the questions before these, for <c>GET /v1/interactions</c>; null when these are all.</param>
internal sealed record ConversationResource(string ConversationId, IReadOnlyList<InteractionResource> Items, string? Next);
