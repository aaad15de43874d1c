namespace AgentCluster.Client.Http.Resources;

/// <summary>A relationship in the picture.</summary>
/// <param name="From">Id of the referencing node.</param>
/// <param name="To">Id of the referenced node.</param>
/// <param name="FromColumns">Referencing columns.</param>
/// <param name="ToColumns">Referenced columns, paired by position.</param>
/// <param name="Declared">Whether the database declares it.</param>
/// <param name="Confidence">Confidence, 0 to 1.</param>
internal sealed record GraphEdgeResource(
    string From, string To, ImmutableArray<string> FromColumns, ImmutableArray<string> ToColumns, bool Declared, double Confidence);
