namespace AgentCluster.Execution.Postgres;

/// <summary>What the catalog says of a function.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsBuiltIn">Whether it came with the server itself.</param>
/// <param name="IsVolatile">Whether it is labelled VOLATILE.</param>
/// <param name="Extension">The extension that it belongs to, or null.</param>
internal sealed record PostgresFunction(string Schema, string Name, bool IsBuiltIn, bool IsVolatile, string? Extension)
{
    public string Shown => IsBuiltIn ? Name : $"{Schema}.{Name}";
}
