using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.TestKit.Cards;

/// <summary>Things that people are told of as a test sets them; one that is missing is gone.</summary>
internal sealed class ScriptedTopic : ICardTopic
{
    public string Name => "thing";

    public ImmutableArray<string> Events => ["thing.made", "thing.done"];

    public ConcurrentDictionary<string, Announcement> Things { get; } = new();

    /// <summary>Throws for this thing.</summary>
    public string? Poison { get; set; }

    /// <summary>Whether anybody has asked.</summary>
    public bool WasAsked { get; private set; }

    public Task<Announcement?> FindAsync(string tenant, string subject, CancellationToken cancellationToken)
    {
        WasAsked = true;
        return subject == Poison ? throw new InvalidOperationException("poison") : Task.FromResult(Things.GetValueOrDefault(subject));
    }

    public void Set(string subject, string state, string? hash = "h1", params ImmutableArray<CardReader> people) =>
        Things[subject] = new(new Card { Title = subject, State = state, Severity = "low", Hash = hash, IsOpen = true }, people, [], "{}");
}
