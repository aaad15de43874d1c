using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentCluster.Agents;
using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>What a list of approvers has to be.</summary>
internal static partial class ApproverRules
{
    // Names that stand for somebody else in the records.
    private static readonly string[] Taken = [People.Local, ActionProposal.Client, "system"];

    /// <summary>What is wrong with a list, naming the field, or null.</summary>
    public static Problem? Check(ImmutableArray<Approver> approvers, AgentRoster roster)
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        var identities = new HashSet<(string, string)>();
        for (var i = 0; i < approvers.Length; i++)
        {
            var (approver, path) = (approvers[i], $"items[{i}]");
            var fault = !IdPattern().IsMatch(approver.Id) ? Fault("id", "must be 1 to 64 characters of a-z, 0-9, '-' and '_'.")
                : Taken.Contains(approver.Id) || roster.Find(approver.Id) is not null ? Fault("id", $"must not be '{approver.Id}': that is not a person.")
                : !people.Add(approver.Id) ? Fault("id", $"names '{approver.Id}' a second time.")
                : approver.Roles.IsEmpty ? Fault("roles", "must say when the person is told: approver, escalation or both.")
                : null;
            if (fault is not null)
            {
                return fault;
            }

            for (var c = 0; c < approver.Channels.Length; c++)
            {
                var identity = approver.Channels[c];
                if (!ApprovalChannels.Listed.Contains(identity.Channel))
                {
                    return Fault($"channels[{c}].channel", $"must be one of: {string.Join(", ", ApprovalChannels.Listed)}.");
                }

                if (Unreachable(identity) is { } reason)
                {
                    return Fault($"channels[{c}].user", reason);
                }

                if (!identities.Add((identity.Channel, identity.Channel == ApprovalChannels.Email ? identity.User.ToUpperInvariant() : identity.User)))
                {
                    return Fault($"channels[{c}].user", $"names '{identity.User}' a second time: an identity belongs to one person.");
                }
            }

            Problem Fault(string field, string fault) => Problem.Invalid($"{path}.{field}", $"'{path}.{field}' {fault}");
        }

        return null;
    }

    // Nobody would ever be told, or heard, under such a name.
    private static string? Unreachable(ApproverChannel identity) => identity.Channel switch
    {
        ApprovalChannels.Telegram when !identity.User.All(char.IsAsciiDigit) => "must be the numeric id of the user, not a name.",
        ApprovalChannels.Email when !AddressPattern().IsMatch(identity.User) => "must be one address such as name@example.com.",
        _ => null,
    };

    [GeneratedRegex(@"\A[^\s@,;<>]+@[^\s@,;<>]+\z")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex IdPattern();
}
