namespace AgentCluster.Notifications;

/// <summary>A kind of work whose pieces stand in rows with the time when each is due.</summary>
internal interface IDueWork
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Takes the piece that is longest due, or none.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What does it, or null.</returns>
    Task<Func<Task>?> ClaimAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>When the next piece is due, or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<DateTimeOffset?> NextDueAsync(string tenant, CancellationToken cancellationToken);
}
