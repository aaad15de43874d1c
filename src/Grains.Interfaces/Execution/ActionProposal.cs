using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>Something that an agent, a tool or a client wants done. What it would do is for the engine and the policy to say, never for its author.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.ActionProposal")]
public sealed record ActionProposal
{
    /// <summary>Agent of a client that acts for itself.</summary>
    public const string Client = "api";

    /// <summary>Execution id, 1 to 64 characters; the same id is the same action however often it is proposed.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What kind of effect it has.</summary>
    [Id(1)]
    public required ActionEffect Effect { get; init; }

    /// <summary>Source it is about.</summary>
    [Id(2)]
    public required string Source { get; init; }

    /// <summary>Agent that proposes it, or <see cref="Client"/>.</summary>
    [Id(3)]
    public required string Agent { get; init; }

    /// <summary>Tool it comes from.</summary>
    [Id(4)]
    public required string Tool { get; init; }

    /// <summary>Version of that tool.</summary>
    [Id(5)]
    public required int ToolVersion { get; init; }

    /// <summary>Arguments of the tool, a JSON object.</summary>
    [Id(6)]
    public required string Arguments { get; init; }

    /// <summary>What would be done, one plain sentence, rendered by our code.</summary>
    [Id(7)]
    public required string Summary { get; init; }

    /// <summary>The statement of an effect in a source, or the read whose rows a message takes along; otherwise null.</summary>
    [Id(8)]
    public string? Sql { get; init; }

    /// <summary>Values of the statement's parameters.</summary>
    [Id(9)]
    public ImmutableArray<StatementParameter> Parameters { get; init; } = [];

    /// <summary>Who asked: id of a key, or <c>local</c>.</summary>
    [Id(10)]
    public required string RequestedBy { get; init; }

    /// <summary>Question in whose course it is proposed, or null.</summary>
    [Id(11)]
    public string? InteractionId { get; init; }

    /// <summary>Whether the run has read text that nobody vouches for; raises the risk.</summary>
    [Id(12)]
    public bool Untrusted { get; init; }

    /// <summary>Whether the tool is typed and changes at most one row by its key.</summary>
    [Id(13)]
    public bool Bounded { get; init; }

    /// <summary>Most rows returned by a read, 1 to 1,000.</summary>
    [Id(14)]
    public int MaxRows { get; init; } = 1000;
}
