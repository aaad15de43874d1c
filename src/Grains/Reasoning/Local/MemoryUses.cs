using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>Writes down that an answer rests on a memory.</summary>
internal static class MemoryUses
{
    private const int LongestContent = 200;

    public static MemoryUse Of(MemoryItem item, double score)
    {
        var content = item.Subject is null ? item.Content : $"{item.Subject}: {item.Content}";
        return new() { Id = item.Id, Kind = item.Kind, Content = content.Length <= LongestContent ? content : content[..LongestContent], Score = Math.Round(score, 3) };
    }
}
