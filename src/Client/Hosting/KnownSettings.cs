using System.Reflection;
using AgentCluster.Client.Admission;

namespace AgentCluster.Client.Hosting;

/// <summary>Refuses a start with a key under <c>AgentCluster:</c> that nothing reads: a typo must never widen what somebody may do.</summary>
public static class KnownSettings
{
    // Silos and gateways are often given the same settings: a gateway knows the silos' sections by name only.
    private static readonly Dictionary<string, Type?> OfGateway = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Urls"] = null,
        ["Admission"] = typeof(AdmissionOptions),
        ["Authentication"] = typeof(AuthenticationOptions),
        ["Grpc"] = typeof(GrpcOptions),
        ["Membership"] = null,
        ["Storage"] = null,
        ["DataDirectory"] = null,
        ["Agents"] = null,
        ["Audit"] = null,
        ["Budgets"] = null,
        ["Approvals"] = null,
        ["Execution"] = null,
        ["Learning"] = null,
        ["Policy"] = null,
        ["Outgoing"] = null,
        ["Sources"] = null,
        ["Tools"] = null,
        ["Email"] = null,
        ["PublicUrl"] = null,
        ["Slack"] = null,
        ["Telegram"] = null,
    };

    /// <summary>Checks the settings of a gateway.</summary>
    /// <param name="configuration">The program's settings.</param>
    /// <exception cref="AgentClusterException">Names every unknown key at once.</exception>
    public static void Require(IConfiguration configuration) => Require(configuration, OfGateway);

    /// <summary>Checks the settings of a program.</summary>
    /// <param name="configuration">The program's settings.</param>
    /// <param name="sections">Its sections with the type each is read into, or null for one whose keys are not looked at.</param>
    /// <exception cref="AgentClusterException">Names every unknown key at once.</exception>
    public static void Require(IConfiguration configuration, IReadOnlyDictionary<string, Type?> sections)
    {
        var unknown = configuration.GetSection("AgentCluster").GetChildren()
            .SelectMany(child => sections.TryGetValue(child.Key, out var type) ? Find(child, type) : [child.Path])
            .ToList();
        if (unknown.Count > 0)
        {
            throw new AgentClusterException($"Unknown settings: {string.Join(", ", unknown)}. Known under AgentCluster: {string.Join(", ", sections.Keys)}.");
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
