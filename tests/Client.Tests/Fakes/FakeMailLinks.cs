using AgentCluster.Notifications;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Behind every link there is one card, or a problem; keeps what was decided.</summary>
internal sealed class FakeMailLinks : IMailLinkGrain
{
    public Outcome<LinkCard> Card { get; set; } = new LinkCard
    {
        Title = "Change <1> row", State = "It waits.", Facts = [new("Rows", "\"1\" & counted")], Detail = "UPDATE t SET x = '</pre><script>'", IsOpen = true, Hash = "h1",
    };

    public List<(string Link, LinkDecision Decision)> Decisions { get; } = [];

    public Task<Outcome<LinkCard>> ShowAsync(string link, CancellationToken cancellationToken = default) => Task.FromResult(Card);

    public Task<Outcome<LinkCard>> DecideAsync(string link, LinkDecision decision, CancellationToken cancellationToken = default)
    {
        Decisions.Add((link, decision));
        return Task.FromResult(Card);
    }
}
