namespace AgentCluster.Silo.Sample;

/// <summary>The column types the sample uses; each engine's writer has its own word for them.</summary>
internal enum ColumnKind
{
    Integer,
    Text,
    Money,
    Real,
    Boolean,
    Date,
    Timestamp,
}
