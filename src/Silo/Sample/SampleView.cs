namespace AgentCluster.Silo.Sample;

/// <summary>A view whose statement is SQL that SQLite and PostgreSQL both understand.</summary>
internal sealed record SampleView(string Name, string Select);
