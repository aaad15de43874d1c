namespace AgentCluster.Client.Admission;

/// <summary>Registers admission control and says which endpoints it treats differently.</summary>
internal static class AdmissionRegistration
{
    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<Limits>();
    }

    /// <summary>The endpoint is always served.</summary>
    public static T AlwaysServed<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new AdmissionAttribute(AdmissionClass.Exempt));

    /// <summary>The endpoint waits for the cluster, perhaps for long.</summary>
    public static T WaitsForCluster<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new AdmissionAttribute(AdmissionClass.Waits));
}
