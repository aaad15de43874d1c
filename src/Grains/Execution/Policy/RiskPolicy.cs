using System.Collections.Immutable;
using System.IO.Enumeration;
using AgentCluster.Agents;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Policy;

/// <summary>
/// From what is known of an action to its risk and who decides. The table says how risky a change is; what no table can allow stands here:
/// what is forbidden never runs, an agent does not go beyond its tier, a source that may not be written is not, and a change runs
/// unasked only if a typed tool bounds it to one row.
/// </summary>
internal sealed class RiskPolicy(IOptions<PolicyOptions> options)
{
    private const string UntrustedReason = "The run has read text that nobody vouches for.";

    private static readonly ImmutableArray<string> RowKinds = ["select", "insert", "update", "delete", "merge"];

    private readonly PolicyOptions _options = options.Value;

    /// <summary>The policy in force.</summary>
    public PolicyView View => new()
    {
        Rules = _options.Rules.ToImmutableSortedDictionary(StringComparer.Ordinal),
        UnapprovedUpTo = _options.UnapprovedUpTo,
        CriticalQuorum = _options.CriticalQuorum,
    };

    /// <summary>Decides over an action.</summary>
    public PolicyDecision Decide(PolicyFacts facts)
    {
        if (facts is { Effect: ActionEffect.Statement, Verdict: Verdict.Read })
        {
            return new(Risk.Low, PolicyAnswer.Run, 0, []);
        }

        var matching = _options.Rules.Values.Where(rule => Matches(rule, facts)).OrderByDescending(rule => rule.Risk).ToList();
        var risk = matching.Count == 0 ? Risk.Low : matching[0].Risk;
        var reasons = matching.Select(rule => rule.Reason);
        if (facts.Untrusted)
        {
            risk = risk == Risk.Critical ? risk : risk + 1;
            reasons = reasons.Prepend(UntrustedReason);
        }

        var refusals = Refusals(facts).Concat(matching.Where(rule => rule.Refuse).Select(rule => rule.Reason)).ToImmutableArray();
        return !refusals.IsEmpty ? new(risk, PolicyAnswer.Refuse, 0, refusals)
            : facts is { Effect: ActionEffect.Statement, Verdict: Verdict.Write, Bounded: true, IsExact: true, Rows: <= 1 } && risk <= _options.UnapprovedUpTo ? new(risk, PolicyAnswer.Run, 0, [])
            : new(risk, PolicyAnswer.Ask, risk == Risk.Critical ? _options.CriticalQuorum : 1, [.. reasons.Distinct()]);
    }

    /// <summary>The globs of <see cref="PolicyRule.Kinds"/>.</summary>
    public static string[] KindsOf(string kinds) => kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Refusals(PolicyFacts facts)
    {
        var changes = facts.Effect is ActionEffect.Statement or ActionEffect.Undo;
        if (facts.Verdict is Verdict.Forbidden)
        {
            yield return "The statement is forbidden.";
        }
        else if (facts is { Effect: ActionEffect.Statement, Verdict: null })
        {
            yield return "The statement was not inspected.";
        }
        else if (!changes && facts.Verdict > Verdict.Read)
        {
            yield return "Only a statement that reads may be part of a message or a tool's test.";
        }

        if (changes && facts.Tier is SqlTier.Read)
        {
            yield return "The agent may only read.";
        }
        else if (facts is { Effect: ActionEffect.Statement, Tier: SqlTier.Dml } && !RowKinds.Contains(facts.Kind ?? ""))
        {
            yield return "The agent may change rows, but not structure.";
        }

        if (changes && !facts.SourceWritable)
        {
            yield return "The source may not be written.";
        }
    }

    private static bool Matches(PolicyRule rule, PolicyFacts facts) =>
        (rule.Effect is not { } effect || facts.Effect == effect)
        && (rule.Verdict is not { } verdict || VerdictOf(facts) >= verdict)
        && (rule.Kinds is not { } kinds || (facts.Kind is { } kind && KindsOf(kinds).Any(glob => FileSystemName.MatchesSimpleExpression(glob, kind))))
        && (rule.MinRows is not { } rows || facts.Rows >= rows)
        && (rule.Exact is not { } exact || (facts.IsExact && facts.Rows is not null) == exact)
        && (rule.DataClass is not { } data || facts.DataClasses.Contains(data))
        && (rule.Tier is not { } tier || facts.Tier == tier);

    private static Verdict? VerdictOf(PolicyFacts facts) => facts.Effect == ActionEffect.Undo ? Verdict.Write : facts.Verdict;
}
