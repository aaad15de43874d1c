using Google.Protobuf.WellKnownTypes;

namespace AgentCluster.Client.Rpc.Messages;

/// <summary>Fields that may be absent.</summary>
internal static class Optional
{
    /// <summary>Sets a field that has a value; generated messages take no null.</summary>
    public static void Set<T>(T? value, Action<T> set)
        where T : class
    {
        if (value is not null)
        {
            set(value);
        }
    }

    /// <summary>An instant, or null for an absent one.</summary>
    public static Timestamp? Instant(DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
