using Orleans.Runtime;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Hands out hand-written grains; records the keys that were asked for.</summary>
internal sealed class FakeGrains : IGrainFactory
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

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey
    {
        lock (Keys)
        {
            Keys.Add($"{typeof(T).Name}:{primaryKey}");
        }

        return (T)_grains[typeof(T)](primaryKey);
    }

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithGuidKey => throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithIntegerKey => throw new NotSupportedException();

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public T CreateObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    public T GetGrain<T>(GrainId grainId) where T : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
}
