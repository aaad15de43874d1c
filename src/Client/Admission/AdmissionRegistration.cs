namespace AgentCluster.Client.Admission;

/// <summary>Registers admission control and marks endpoints.</summary>
internal static class AdmissionRegistration
{
    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<Limits>();
    }

    /// <summary>The endpoint waits for the cluster, perhaps for long.</summary>
    public static T WaitsForCluster<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new WaitsForClusterAttribute());
}
