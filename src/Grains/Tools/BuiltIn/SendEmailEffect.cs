using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Notifications.Mail;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Puts an approved message into the outbox, under the action's id: done twice it is there once. No rows are sent but those that were shown.</summary>
internal sealed class SendEmailEffect(Outbox outbox, MailPolicy policy, SafeExecutor executor) : IActionEffect
{
    public ActionEffect Effect => ActionEffect.Mail;

    public async Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, Preview? shown, CancellationToken cancellationToken)
    {
        using var arguments = JsonDocument.Parse(proposal.Arguments);
        var mail = ToolArguments.As<EmailArguments>(arguments.RootElement);
        var recipient = policy.Recipient(mail.To);
        if (!recipient.Succeeded)
        {
            return recipient.Problem;
        }

        if (!await outbox.HoldsAsync(key.Tenant, key.Id, cancellationToken))
        {
            var rows = await RowsAsync(new(key.Tenant, proposal.Source), proposal, shown, cancellationToken);
            if (!rows.Succeeded)
            {
                return rows.Problem;
            }

            var csv = rows.Value is { Columns.Length: > 0 } attached ? ResultCsv.From(attached) : null;
            await outbox.AddAsync(key.Tenant, key.Id, new(recipient.Value, mail.Subject, mail.Body, csv), cancellationToken);
        }

        return policy.IsDryRun
            ? $"Not sent: no mail server is configured ({EmailOptions.SectionName}:Host). The message to {recipient.Value} was written down."
            : $"The message to {recipient.Value} is on its way.";
    }

    private async Task<Outcome<ResultSet>> RowsAsync(SourceKey source, ActionProposal proposal, Preview? shown, CancellationToken cancellationToken)
    {
        if (proposal.Sql is not { } sql)
        {
            return new ResultSet();
        }

        var read = await executor.ReadAsync(new ReadRequest { Source = source, Sql = sql, Agent = proposal.Agent }, cancellationToken);
        return read.Result is not { } rows ? read.Problem!
            : SentRows.FingerprintOf(rows) == shown?.Fingerprint ? rows
            : Problem.Conflict("stale", "The rows to be attached are no longer those that were shown.");
    }
}
