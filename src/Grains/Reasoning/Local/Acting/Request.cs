namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Something that somebody wants done, in their own phrases; what the phrases stand for is settled later.</summary>
/// <param name="IsPlain">Whether the words can be nothing but a request; else it is one only when its phrases fit the catalog.</param>
internal abstract record Request(bool IsPlain);

/// <summary>Rows get another value.</summary>
/// <param name="What">The rows, with or without the column: "status of client 17", "client 17".</param>
/// <param name="Value">What is put there.</param>
/// <param name="IsPlain">See <see cref="Request"/>.</param>
internal sealed record Change(string What, NewValue Value, bool IsPlain = true) : Request(IsPlain);

/// <summary>Rows, or the value of a column, are removed.</summary>
/// <param name="What">The rows.</param>
/// <param name="From">What they are taken from, or null: "the tag vip from client 17".</param>
internal sealed record Removal(string What, string? From) : Request(true);

/// <summary>A row is added.</summary>
/// <param name="What">The table and the values.</param>
/// <param name="To">What an existing row is added to, or null: "the tag vip to client 17".</param>
/// <param name="IsPlain">See <see cref="Request"/>.</param>
internal sealed record Addition(string What, string? To, bool IsPlain = true) : Request(IsPlain);

/// <summary>Mail is sent.</summary>
/// <param name="To">The recipient.</param>
/// <param name="Subject">The subject, or null.</param>
/// <param name="Body">The text; empty when it was not said.</param>
internal sealed record Letter(string To, string? Subject, string Body) : Request(true);
