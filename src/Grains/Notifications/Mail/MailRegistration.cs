using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Mail;

/// <summary>Registers mail.</summary>
public static class MailRegistration
{
    /// <summary>Adds the outbox and its sender; the platform database and a <see cref="TimeProvider"/> must be registered.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        return services
            .AddSingleton<MailPolicy>()
            .AddSingleton<MailSender>()
            .AddSingleton<OutboxStore>()
            .AddSingleton<OutboxSender>()
            .AddSingleton(provider => new Outbox(
                provider.GetRequiredService<OutboxStore>(), provider.GetRequiredService<MailPolicy>(), provider.GetRequiredService<IGrainFactory>()));
    }
}
