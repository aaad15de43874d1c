using AgentCluster.Agents;
using Google.Protobuf.WellKnownTypes;

namespace AgentCluster.Client.Rpc.Messages;

/// <summary>Agents as messages.</summary>
internal static class AgentMessages
{
    /// <summary>An agent.</summary>
    public static V1.Agent ToMessage(this AgentResource resource) => new()
    {
        Id = resource.Id,
        Title = resource.Title,
        Description = resource.Description,
        Instructions = resource.Instructions,
        Tools = { resource.Tools },
        Tier = TierOf(resource.Tier),
        Affinity = { resource.Affinity },
        RowBudget = resource.RowBudget,
        TokenBudget = resource.TokenBudget,
        Counters = resource.Counters.ToMessage(),
        LastLearnedAt = Optional.Instant(resource.LastLearnedAt),
        RecentQuestions = { resource.RecentQuestions },
        Learned = { resource.Learned.Select(ToMessage) },
    };

    /// <summary>A page of the roster.</summary>
    public static V1.ListAgentsResponse ToMessage(this ListResource<AgentResource> page)
    {
        var message = new V1.ListAgentsResponse { Items = { page.Items.Select(ToMessage) } };
        Optional.Set(page.Next, value => message.Next = value);
        return message;
    }

    private static V1.AgentCounters ToMessage(this AgentCounters counters) => new()
    {
        Asked = counters.Asked,
        Answered = counters.Answered,
        Unanswered = counters.Unanswered,
        Failed = counters.Failed,
        Confirmed = counters.Confirmed,
        Refuted = counters.Refuted,
    };

    private static V1.LearnedMemory ToMessage(this MemoryResource memory)
    {
        var message = new V1.LearnedMemory
        {
            Id = memory.Id,
            Kind = memory.Kind,
            Content = memory.Content,
            RecordedAt = Timestamp.FromDateTimeOffset(memory.RecordedAt),
        };
        Optional.Set(memory.Subject, value => message.Subject = value);
        return message;
    }

    private static V1.SqlTier TierOf(SqlTier tier) => tier switch
    {
        SqlTier.Read => V1.SqlTier.Read,
        SqlTier.Dml => V1.SqlTier.Dml,
        SqlTier.Ddl => V1.SqlTier.Ddl,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };
}
