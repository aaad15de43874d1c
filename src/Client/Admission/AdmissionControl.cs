namespace AgentCluster.Client.Admission;

/// <summary>
/// Serves no more requests at a time than <see cref="AdmissionOptions"/> allow. What is open to anyone (probes, pages) is always served: it
/// asks the cluster nothing, or one thing a second.
/// </summary>
internal sealed class AdmissionControl(RequestDelegate next, Limits limits, IHostApplicationLifetime lifetime)
{
    /// <summary>Serves the request at its turn, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { } caller)
        {
            await next(context);
            return;
        }

        var permit = await limits.RequestAsync(caller.Tenant, context.RequestAborted);
        using var admitted = new Admitted(limits, caller.Tenant, permit, lifetime.ApplicationStopping);
        if (!permit.IsAcquired || (Waits(context) && !admitted.TryWait()))
        {
            await ProblemAnswer.TooMany("More requests are under way than are served at a time; try again in a moment.").ExecuteAsync(context);
            return;
        }

        context.Features.Set(admitted);
        await next(context);
    }

    private static bool Waits(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<WaitsForClusterAttribute>() is not null;
}
