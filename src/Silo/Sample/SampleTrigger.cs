namespace AgentCluster.Silo.Sample;

/// <summary>
/// A row trigger that runs after <paramref name="Event"/> ("INSERT" or "UPDATE OF column").
/// Condition and body are SQL that SQLite and PostgreSQL both understand, with NEW and OLD.
/// </summary>
internal sealed record SampleTrigger(string Name, string Table, string Event, string Condition, string Body);
