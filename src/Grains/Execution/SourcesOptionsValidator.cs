using AgentCluster.Tenancy;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution;

/// <summary>Checks configured sources at start, all errors at once. Whether the files exist is asked at use: a source may come later.</summary>
internal sealed class SourcesOptionsValidator : IValidateOptions<SourcesOptions>
{
    public ValidateOptionsResult Validate(string? name, SourcesOptions options)
    {
        var failures = new List<string>();
        foreach (var (source, settings) in options.Sources)
        {
            var tenant = TenantNames.IsOne(settings.Tenant) ? null : Problem.Invalid("tenant", TenantNames.Rule);
            if ((tenant ?? SourceRules.CheckName(settings.Name ?? source) ?? SourceRules.Check(settings.ToSettings())) is { } problem)
            {
                failures.Add($"{SourcesOptions.SectionName}:{source}: {problem.Field}: {problem.Message}");
            }
        }

        failures.AddRange(options.Sources
            .GroupBy(source => (source.Value.Tenant, source.Value.Name ?? source.Key))
            .Where(same => same.Count() > 1)
            .Select(same => $"{SourcesOptions.SectionName}: tenant '{same.Key.Tenant}' has several sources '{same.Key.Item2}': {string.Join(", ", same.Select(source => source.Key))}."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
