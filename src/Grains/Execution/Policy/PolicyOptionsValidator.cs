using System.Globalization;
using AgentCluster.Agents;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Policy;

/// <summary>Checks the policy table at start, all errors at once.</summary>
internal sealed class PolicyOptionsValidator : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        var failures = options.Rules.SelectMany(rule => Failures(rule.Value).Select(failure => $"{PolicyOptions.SectionName}:Rules:{rule.Key}:{failure}")).ToList();
        if (IsUndefined(options.UnapprovedUpTo))
        {
            failures.Add($"{PolicyOptions.SectionName}:UnapprovedUpTo: {Known<Risk>()}");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // The binder takes any number for an enumeration.
    private static IEnumerable<string> Failures(PolicyRule rule)
    {
        if (IsUndefined(rule.Effect))
        {
            yield return $"Effect: {Known<ActionEffect>()}";
        }

        if (IsUndefined(rule.Verdict))
        {
            yield return $"Verdict: {Known<Verdict>()}";
        }

        if (rule.Kinds is not null && RiskPolicy.KindsOf(rule.Kinds).Length == 0)
        {
            yield return "Kinds: names no kind; leave it out for any.";
        }

        if (rule.MinRows < 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"MinRows: {rule.MinRows} is less than nothing.");
        }

        if (IsUndefined(rule.DataClass))
        {
            yield return $"DataClass: {Known<DataClass>()}";
        }

        if (IsUndefined(rule.Tier))
        {
            yield return $"Tier: {Known<SqlTier>()}";
        }

        if (IsUndefined<Risk>(rule.Risk))
        {
            yield return $"Risk: {Known<Risk>()}";
        }

        if (string.IsNullOrWhiteSpace(rule.Reason))
        {
            yield return "Reason: says why, to whoever decides.";
        }
    }

    private static bool IsUndefined<T>(T? value)
        where T : struct, Enum => value is { } given && !Enum.IsDefined(given);

    private static string Known<T>()
        where T : struct, Enum => $"is not one of {string.Join(", ", Enum.GetNames<T>())}.";
}
