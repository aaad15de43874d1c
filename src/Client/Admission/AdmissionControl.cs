namespace AgentCluster.Client.Admission;

/// <summary>Serves no more requests at a time than <see cref="AdmissionOptions"/> allow.</summary>
internal sealed class AdmissionControl(RequestDelegate next, Limits limits)
{
    /// <summary>Serves the request at its turn, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var wanted = context.GetEndpoint()?.Metadata.GetMetadata<AdmissionAttribute>()?.Kind;
        if (wanted == AdmissionClass.Exempt)
        {
            await next(context);
            return;
        }

        var tenant = Caller.Of(context).Tenant;
        var permit = await limits.RequestAsync(tenant, context.RequestAborted);
        using var admitted = new Admitted(limits, tenant, permit);
        if (!permit.IsAcquired || (wanted == AdmissionClass.Waits && !admitted.TryWait()))
        {
            await ProblemAnswer.TooMany("More requests are under way than are served at a time; try again in a moment.").ExecuteAsync(context);
            return;
        }

        context.Features.Set(admitted);
        await next(context);
    }
}
