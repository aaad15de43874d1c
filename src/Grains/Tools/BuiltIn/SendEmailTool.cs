using AgentCluster.Execution;
using AgentCluster.Notifications.Mail;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>A message to one person, with the rows of a read attached if wanted.</summary>
internal sealed class SendEmailTool(MailPolicy policy, SafeExecutor executor) : IProposingTool
{
    public const string ToolName = "send_email";

    public string Name => ToolName;

    public string Description => "Sends a plain-text e-mail to one address, with the rows of one reading statement attached as CSV if wanted. A person approves it first.";

    public Shape Arguments { get; } = Shape.Object(
        $"Arguments of {ToolName}",
        Shape.Text("one address, such as name@example.com", 254).Required("to"),
        Shape.Text("subject, one line", 200).Required("subject"),
        Shape.Text("text of the message", 20_000).Required("body"),
        Shape.Text("one SQL statement that reads; its rows are attached as rows.csv", 64 * 1024).Optional("attachSql"));

    public bool Changes => true;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var mail = call.Read<EmailArguments>();
        var recipient = policy.Recipient(mail.To);
        if (!recipient.Succeeded)
        {
            return recipient.Problem with { Field = $"{ToolArguments.Root}.to" };
        }

        if (mail.Subject.Any(char.IsControl))
        {
            return Problem.Invalid($"{ToolArguments.Root}.subject", "The subject must be one line.");
        }

        if (mail.AttachSql is { } sql && await UnreadableAsync(call.Source, sql, cancellationToken) is { } problem)
        {
            return problem;
        }

        var attached = mail.AttachSql is null ? "" : ", with the rows of a query attached";
        var dryRun = policy.IsDryRun ? " (dry run: no mail server is configured)" : "";
        return call.Propose(ActionEffect.Mail, $"Send an e-mail to {recipient.Value}: {ShownText.Quote(mail.Subject)}{attached}{dryRun}") with { Sql = mail.AttachSql };
    }

    private async Task<Problem?> UnreadableAsync(SourceKey source, string sql, CancellationToken cancellationToken)
    {
        var inspected = await executor.InspectAsync(source, sql, cancellationToken);
        return inspected.Problem ?? (inspected.Value is { Verdict: Verdict.Read } ? null
            : Problem.Invalid($"{ToolArguments.Root}.attachSql", $"Only the rows of a read can be attached: {string.Join(' ', inspected.Value!.Reasons)}", "notARead"));
    }
}
