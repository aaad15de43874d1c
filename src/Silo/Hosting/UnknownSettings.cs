using System.Reflection;
using AgentCluster.Agents;
using AgentCluster.Client.Auth;
using AgentCluster.Execution;
using AgentCluster.Learning;

namespace AgentCluster.Silo.Hosting;

/// <summary>Refuses a start with a key under <c>AgentCluster:</c> that nothing reads: a typo must never widen what an agent may do.</summary>
internal static class UnknownSettings
{
    private static readonly Dictionary<string, Type?> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DataDirectory"] = null,
        ["Urls"] = null,
        ["Agents"] = typeof(AgentsOptions),
        ["Authentication"] = typeof(AuthenticationOptions),
        ["Execution"] = typeof(ExecutionOptions),
        ["Learning"] = typeof(LearningOptions),
        ["Membership"] = typeof(MembershipOptions),
        ["Storage"] = typeof(StorageOptions),
        ["Sources"] = typeof(IDictionary<string, ConfiguredSource>),
    };

    /// <exception cref="AgentClusterException">Names every unknown key at once.</exception>
    public static void Refuse(IConfiguration configuration)
    {
        var unknown = configuration.GetSection("AgentCluster").GetChildren()
            .SelectMany(child => Sections.TryGetValue(child.Key, out var type) ? Find(child, type) : [child.Path])
            .ToList();
        if (unknown.Count > 0)
        {
            throw new AgentClusterException($"Unknown settings: {string.Join(", ", unknown)}. Known under AgentCluster: {string.Join(", ", Sections.Keys)}.");
        }
    }

    private static IEnumerable<string> Find(IConfigurationSection section, Type? type)
    {
        if (type is null || type == typeof(string) || type.IsValueType || (type.IsGenericType && type.GetGenericArguments() is [var element] && element == typeof(string)))
        {
            return [];
        }

        if (type.IsGenericType && type.GetGenericArguments() is [_, var entry])
        {
            return section.GetChildren().SelectMany(child => Find(child, entry));
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren()
            .SelectMany(child => properties.TryGetValue(child.Key, out var property) ? Find(child, property.PropertyType) : [child.Path]);
    }
}
