namespace AgentCluster.Client.Auth;

/// <summary>Registers authentication.</summary>
internal static class AuthenticationRegistration
{
    /// <summary>Adds what authentication needs, and the check of the addresses that are listened on.</summary>
    public static IServiceCollection AddAuthentication(this IServiceCollection services, IReadOnlyList<string> urls)
    {
        services.AddOptions<AuthenticationOptions>().BindConfiguration(AuthenticationOptions.SectionName);
        return services
            .AddSingleton<KnownCredentials>()
            .AddSingleton<FailureBrake>()
            .AddSingleton<Authenticator>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<ListenGuard>(provider, urls));
    }
}
