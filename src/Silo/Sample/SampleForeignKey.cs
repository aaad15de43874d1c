namespace AgentCluster.Silo.Sample;

/// <summary>A declared foreign key, of one column or of several.</summary>
internal sealed record SampleForeignKey(string[] Columns, string Table, string[] References);
