using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Notifications.Mail;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Puts an approved message into the outbox, under the action's id: done twice it is there once.</summary>
internal sealed class SendEmailEffect(Outbox outbox, MailPolicy policy, SafeExecutor executor) : IActionEffect
{
    public ActionEffect Effect => ActionEffect.Mail;

    public async Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, CancellationToken cancellationToken)
    {
        using var arguments = JsonDocument.Parse(proposal.Arguments);
        var mail = ToolArguments.As<EmailArguments>(arguments.RootElement);
        var recipient = policy.Recipient(mail.To);
        if (!recipient.Succeeded)
        {
            return recipient.Problem;
        }

        var rows = await RowsAsync(new(key.Tenant, proposal.Source), proposal.Agent, mail.AttachSql, cancellationToken);
        if (!rows.Succeeded)
        {
            return rows.Problem;
        }

        await outbox.AddAsync(key.Tenant, key.Id, new(recipient.Value, mail.Subject, mail.Body, rows.Value is { Columns.Length: > 0 } ? ResultCsv.From(rows.Value) : null), cancellationToken);
        return policy.IsDryRun
            ? $"Not sent: no mail server is configured ({EmailOptions.SectionName}:Host). The message to {recipient.Value} was written down."
            : $"The message to {recipient.Value} is on its way.";
    }

    private async Task<Outcome<ResultSet>> RowsAsync(SourceKey source, string agent, string? sql, CancellationToken cancellationToken)
    {
        if (sql is null)
        {
            return new ResultSet();
        }

        var read = await executor.ReadAsync(new ReadRequest { Source = source, Sql = sql, Agent = agent }, cancellationToken);
        return read.Result is { } rows ? rows : read.Problem!;
    }
}
