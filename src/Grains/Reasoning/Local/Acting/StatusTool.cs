using System.Text.Json;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>The column that the typed tool for a state changes.</summary>
/// <param name="Table">Its table, as the catalog identifies it.</param>
/// <param name="Key">The key by which a row is named.</param>
/// <param name="Column">The column.</param>
internal sealed record StatusTool(string Table, string Key, string Column)
{
    public const string Name = "update_client_status";

    /// <summary>What the tool changes in a source where the agent may use it, or null.</summary>
    public static StatusTool? Of(Abilities? abilities, string source)
    {
        if (abilities?.Find(Name) is not { Definition: { } definition } || !abilities.May(Name))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, StatusTool>>(definition, JsonSerializerOptions.Web)?.GetValueOrDefault(source);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Fits(ColumnRef column) =>
        column.Table.Identifier.Equals(Table, StringComparison.OrdinalIgnoreCase) && column.Column.Name.Equals(Column, StringComparison.OrdinalIgnoreCase)
        && column.Table.PrimaryKey is [var key] && key.Equals(Key, StringComparison.OrdinalIgnoreCase);
}
