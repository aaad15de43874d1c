namespace AgentCluster.Notifications.Cards;

/// <summary>A card in one place, as its row has it.</summary>
/// <param name="Token">What its buttons send back. It stands for one <paramref name="Hash"/>: another hash comes with another token.</param>
/// <param name="Topic">Name of its <see cref="ICardTopic"/>.</param>
/// <param name="Subject">Id of the thing.</param>
/// <param name="Channel">Name of its <see cref="ICardChannel"/>.</param>
/// <param name="Target">Where it is.</param>
/// <param name="Hash">What a decision over it has to carry, or null.</param>
/// <param name="Reference">The channel's own id of the message, or null while there is none.</param>
/// <param name="Version">The version of the thing that it has to show.</param>
/// <param name="Shown">The version that it shows.</param>
/// <param name="Attempts">How often it was tried since it was last shown.</param>
/// <param name="DueAt">When it is tried next; of a claimed card, when its sender is taken for dead.</param>
/// <param name="GivenUp">Whether it is tried no more until the thing changes.</param>
/// <param name="Error">Why it was not shown, or null.</param>
internal sealed record StoredCard(
    string Token, string Topic, string Subject, string Channel, string Target, string? Hash, string? Reference,
    int Version, int Shown, int Attempts, DateTimeOffset DueAt, bool GivenUp, string? Error);
