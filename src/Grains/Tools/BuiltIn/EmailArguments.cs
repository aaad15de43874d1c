namespace AgentCluster.Tools.BuiltIn;

/// <summary>Arguments of <c>send_email</c>.</summary>
internal sealed record EmailArguments(string To, string Subject, string Body, string? AttachSql);
