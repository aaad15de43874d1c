using Orleans.Runtime;

namespace AgentCluster.TestKit;

/// <summary>Hands out grains with string keys, as all of the cluster's are; whoever asks for another kind fails the test.</summary>
public abstract class StringKeyGrains : IGrainFactory
{
    /// <inheritdoc />
    public abstract T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey;

    T IGrainFactory.GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix) => None<T>();

    T IGrainFactory.GetGrain<T>(long primaryKey, string? grainClassNamePrefix) => None<T>();

    T IGrainFactory.GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix) => None<T>();

    T IGrainFactory.GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix) => None<T>();

    T IGrainFactory.CreateObjectReference<T>(IGrainObserver obj) => None<T>();

    void IGrainFactory.DeleteObjectReference<T>(IGrainObserver obj) => None<T>();

    IGrain IGrainFactory.GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => None<IGrain>();

    IGrain IGrainFactory.GetGrain(Type grainInterfaceType, long grainPrimaryKey) => None<IGrain>();

    IGrain IGrainFactory.GetGrain(Type grainInterfaceType, string grainPrimaryKey) => None<IGrain>();

    IGrain IGrainFactory.GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => None<IGrain>();

    IGrain IGrainFactory.GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => None<IGrain>();

    IAddressable IGrainFactory.GetGrain(Type interfaceType, IdSpan grainKey) => None<IAddressable>();

    IAddressable IGrainFactory.GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => None<IAddressable>();

    T IGrainFactory.GetGrain<T>(GrainId grainId) => None<T>();

    IAddressable IGrainFactory.GetGrain(GrainId grainId) => None<IAddressable>();

    IAddressable IGrainFactory.GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => None<IAddressable>();

    private static T None<T>() => throw new InvalidOperationException("Every grain of the cluster has a string key and is asked for by its interface.");
}
