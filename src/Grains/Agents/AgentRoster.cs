using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Agents;

/// <summary>The agents there are: the embedded <c>agents.json</c>, or the file named by <see cref="AgentsOptions.Path"/>.</summary>
public sealed partial class AgentRoster
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly ImmutableDictionary<string, AgentProfile> _byId;

    /// <summary>Loads and checks the roster.</summary>
    /// <param name="options">Where it is.</param>
    /// <exception cref="AgentClusterException">The file is missing, or an entry cannot be used; the message names it.</exception>
    public AgentRoster(IOptions<AgentsOptions> options)
    {
        Profiles = Check(Read(options.Value.Path));
        _byId = Profiles.ToImmutableDictionary(profile => profile.Id, StringComparer.Ordinal);
    }

    /// <summary>Every agent, in the file's order.</summary>
    public ImmutableArray<AgentProfile> Profiles { get; }

    /// <summary>The agent of that id, or null.</summary>
    /// <param name="id">Agent id.</param>
    public AgentProfile? Find(string id) => _byId.GetValueOrDefault(id);

    private static ImmutableArray<AgentProfile> Read(string? path)
    {
        try
        {
            using var stream = path is null
                ? typeof(AgentRoster).Assembly.GetManifestResourceStream("agents.json")!
                : File.OpenRead(path);
            return JsonSerializer.Deserialize<ImmutableArray<AgentProfile>>(stream, Format);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new AgentClusterException($"The roster '{path ?? "agents.json"}' (AgentCluster:Agents:Path) cannot be read: {failure.Message}", inner: failure);
        }
    }

    private static ImmutableArray<AgentProfile> Check(ImmutableArray<AgentProfile> profiles)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var profile in profiles)
        {
            var fault = !IdPattern().IsMatch(profile.Id) ? "its id must be lower-case words joined by hyphens"
                : !seen.Add(profile.Id) ? "its id stands twice"
                : profile.RowBudget is < 1 or > 1000 ? "rowBudget must lie between 1 and 1000"
                : profile.TokenBudget < 1 ? "tokenBudget must be positive"
                : null;
            if (fault is not null)
            {
                throw new AgentClusterException($"Agent '{profile.Id}' of the roster cannot be used: {fault}.");
            }
        }

        return profiles.IsDefaultOrEmpty ? throw new AgentClusterException("The roster has no agents.") : profiles;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();
}
