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
            if ((SourceRules.CheckName(source) ?? SourceRules.Check(settings.ToSettings())) is { } problem)
            {
                failures.Add($"{SourcesOptions.SectionName}:{source}: {problem.Field}: {problem.Message}");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
