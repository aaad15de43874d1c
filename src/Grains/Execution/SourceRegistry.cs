using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution;

/// <summary>The sources of every tenant: those of the configuration, and those put through the API. The hot path costs one row of SQL every few seconds.</summary>
public sealed class SourceRegistry
{
    /// <summary>How long a source that another silo put, changed or removed may stay unseen.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SourceKey, Known> _settings = new();
    private readonly ImmutableDictionary<SourceKey, SourceSettings> _configured;
    private readonly SourceStore _store;
    private readonly SourceEngines _engines;
    private readonly TimeProvider _time;

    internal SourceRegistry(SourceStore store, SourceEngines engines, IOptions<SourcesOptions> options, TimeProvider time)
    {
        _store = store;
        _engines = engines;
        _time = time;
        _configured = options.Value.Sources.ToImmutableDictionary(
            pair => new SourceKey(pair.Value.Tenant, pair.Value.Name ?? pair.Key), pair => pair.Value.ToSettings());
    }

    /// <summary>Settings of a source.</summary>
    /// <param name="key">The source.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The settings, <c>unknownSource</c>, or <c>sourceUnavailable</c> when they cannot be decrypted.</returns>
    public Task<Outcome<SourceSettings>> FindAsync(SourceKey key, CancellationToken cancellationToken)
    {
        if (_configured.TryGetValue(key, out var settings))
        {
            return Task.FromResult<Outcome<SourceSettings>>(settings);
        }

        return _settings.TryGetValue(key, out var known) && _time.GetElapsedTime(known.ReadAt) < Lifetime
            ? Task.FromResult<Outcome<SourceSettings>>(known.Settings)
            : LoadAsync(key, cancellationToken);
    }

    /// <summary>Names of a tenant's sources, in order.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async Task<ImmutableArray<string>> NamesAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await ListAsync(tenant, cancellationToken)).Select(view => view.Name)];

    /// <summary>A tenant's sources, by name.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async Task<ImmutableArray<SourceView>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var stored = await _store.ListAsync(tenant, cancellationToken);
        return
        [
            .. _configured.Where(pair => pair.Key.Tenant == tenant)
                .Select(pair => View(pair.Key.Source, pair.Value, configured: true))
                .Concat(stored.Where(view => !_configured.ContainsKey(new(tenant, view.Name))))
                .OrderBy(view => view.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>One source as shown to people.</summary>
    /// <param name="key">The source.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The source, or <c>unknownSource</c>.</returns>
    public async Task<Outcome<SourceView>> GetAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var found = (await ListAsync(key.Tenant, cancellationToken)).FirstOrDefault(view => view.Name == key.Source);
        return found is null ? Unknown(key) : found;
    }

    /// <summary>Adds or replaces a source once it proved to be a database; durable when it returns.</summary>
    /// <param name="key">The source.</param>
    /// <param name="settings">How to reach it.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The source, the field at fault, or <c>configuredSource</c>.</returns>
    public async Task<Outcome<SourceView>> PutAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken)
    {
        if (_configured.ContainsKey(key))
        {
            return Configured(key);
        }

        if ((SourceRules.CheckName(key.Source) ?? SourceRules.Check(settings) ?? SourceReach.Check(key.Tenant, settings) ?? await _engines.For(settings.Provider).ProveAsync(settings, cancellationToken)) is { } problem)
        {
            return problem;
        }

        var kept = Normalised(settings);
        await _store.PutAsync(key, kept, cancellationToken);
        _settings[key] = new(kept, _time.GetTimestamp());
        return View(key.Source, kept, configured: false);
    }

    /// <summary>Removes a source.</summary>
    /// <param name="key">The source.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>What it was, <c>unknownSource</c>, or <c>configuredSource</c>.</returns>
    public async Task<Outcome<SourceView>> DeleteAsync(SourceKey key, CancellationToken cancellationToken)
    {
        if (_configured.ContainsKey(key))
        {
            return Configured(key);
        }

        var removed = await _store.DeleteAsync(key, cancellationToken);
        _settings.TryRemove(key, out _);
        return removed is null ? Unknown(key) : removed;
    }

    private async Task<Outcome<SourceSettings>> LoadAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var at = _time.GetTimestamp();
        var loaded = await _store.FindAsync(key, cancellationToken);
        if (loaded is null)
        {
            _settings.TryRemove(key, out _);
            return Unknown(key);
        }

        // A put that ended meanwhile is newer than what was read; what did not change stays the same object, which pools and verdicts go by.
        return loaded.Succeeded
            ? _settings.AddOrUpdate(key, new Known(loaded.Value, at), (_, other) => other.ReadAt > at ? other : new(AreSame(other.Settings, loaded.Value) ? other.Settings : loaded.Value, at)).Settings
            : loaded;
    }

    private static bool AreSame(SourceSettings one, SourceSettings other) =>
        one == other with { ReadOnlyObjects = one.ReadOnlyObjects, DeniedObjects = one.DeniedObjects }
        && one.ReadOnlyObjects.SequenceEqual(other.ReadOnlyObjects) && one.DeniedObjects.SequenceEqual(other.DeniedObjects);

    internal static SourceView View(string name, SourceSettings settings, bool configured) => new()
    {
        Name = name,
        Provider = settings.Provider,
        Writable = settings.Writable,
        ReadOnlyObjects = settings.ReadOnlyObjects,
        DeniedObjects = settings.DeniedObjects,
        Configured = configured,
    };

    private static SourceSettings Normalised(SourceSettings settings) => settings with
    {
        ReadOnlyObjects = settings.ReadOnlyObjects.IsDefault ? [] : settings.ReadOnlyObjects,
        DeniedObjects = settings.DeniedObjects.IsDefault ? [] : settings.DeniedObjects,
    };

    private static Problem Configured(SourceKey key) =>
        Problem.Conflict("configuredSource", $"Source '{key.Source}' comes from the configuration; change it there and restart.");

    private static Problem Unknown(SourceKey key) =>
        Problem.NotFound("unknownSource", $"There is no source '{key.Source}'; GET /v1/sources lists them.", "source");

    private sealed record Known(SourceSettings Settings, long ReadAt);
}
