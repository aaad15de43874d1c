using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.TestKit.Cards;

/// <summary>A channel that keeps what it was given, and fails the test's way. It notices two rewrites of one message at once.</summary>
internal sealed class RecordedChannel(string name, params ImmutableArray<string> rooms) : ICardChannel
{
    private readonly ConcurrentDictionary<string, int> _underway = new();

    public string Name => name;

    /// <summary>Every card shown, in order.</summary>
    public ConcurrentQueue<CardPost> Posts { get; } = [];

    /// <summary>Answers to the next cards in place of showing them.</summary>
    public ConcurrentQueue<CardResult> Failures { get; } = [];

    /// <summary>What happens while a card is being shown.</summary>
    public Func<CardPost, CancellationToken, Task>? During { get; set; }

    /// <summary>Whether two calls for one place have met.</summary>
    public bool Met { get; private set; }

    public ImmutableArray<string> Targets(string tenant, ImmutableArray<CardReader> people) =>
        [.. rooms, .. people.Where(person => person.Channel == name).Select(person => person.User)];

    public async Task<CardResult> ShowAsync(CardPost post, CancellationToken cancellationToken)
    {
        Met |= _underway.AddOrUpdate(post.Target, 1, (_, count) => count + 1) > 1;
        try
        {
            if (During is { } during)
            {
                await during(post, cancellationToken);
            }

            if (Failures.TryDequeue(out var failure))
            {
                return failure;
            }

            Posts.Enqueue(post);
            return new(post.Reference ?? $"message {Posts.Count} in {post.Target}");
        }
        finally
        {
            _underway.AddOrUpdate(post.Target, 0, (_, count) => count - 1);
        }
    }
}
