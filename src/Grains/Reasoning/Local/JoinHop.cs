using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>One step from a table to a related one.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it leads.</param>
/// <param name="FromColumns">Columns of <paramref name="From"/>, paired with <paramref name="ToColumns"/>.</param>
/// <param name="ToColumns">Columns of <paramref name="To"/>.</param>
/// <param name="ToOne">Whether a row of <paramref name="From"/> meets at most one row of <paramref name="To"/>.</param>
/// <param name="Confidence">Of the relationship: 1 when the source declares it.</param>
/// <param name="Cost">1 for a declared relationship, more for an inferred one.</param>
internal sealed record JoinHop(
    CatalogTable From, CatalogTable To, ImmutableArray<string> FromColumns, ImmutableArray<string> ToColumns, bool ToOne, double Confidence, double Cost)
{
    /// <summary>Whether a row may hold null instead of a reference.</summary>
    public bool MayLeadNowhere => FromColumns.Any(name => From.Column(name) is { Nullable: true } && !From.PrimaryKey.Contains(name));
}
