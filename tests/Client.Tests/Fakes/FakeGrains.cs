using AgentCluster.TestKit;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Hands out hand-written grains; records the keys that were asked for.</summary>
internal sealed class FakeGrains : StringKeyGrains
{
    private readonly Dictionary<Type, Func<string, object>> _grains = [];

    public List<string> Keys { get; } = [];

    public FakeGrains With<T>(T grain)
        where T : class => With(_ => grain);

    public FakeGrains With<T>(Func<string, T> grain)
        where T : class
    {
        _grains[typeof(T)] = key => grain(key);
        return this;
    }

    public override T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
    {
        lock (Keys)
        {
            Keys.Add($"{typeof(T).Name}:{primaryKey}");
        }

        return (T)_grains[typeof(T)](primaryKey);
    }
}
