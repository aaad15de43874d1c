namespace AgentCluster.Notifications.Mail;

/// <summary>A message to one person.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Csv">Rows to attach as <c>rows.csv</c>, or null.</param>
/// <param name="Html">The same as HTML, or null.</param>
public sealed record OutgoingMail(string To, string Subject, string Body, string? Csv, string? Html = null);
