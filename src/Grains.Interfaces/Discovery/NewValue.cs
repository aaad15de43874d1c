namespace AgentCluster.Discovery;

/// <summary>A value of a category column that was first seen lately. The value is data out of the source, whatever it says.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.NewValue")]
public sealed record NewValue
{
    /// <summary>The category column.</summary>
    [Id(0)]
    public required string Column { get; init; }

    /// <summary>The value.</summary>
    [Id(1)]
    public required string Value { get; init; }

    /// <summary>Day of the first row that has it.</summary>
    [Id(2)]
    public required DateOnly FirstSeen { get; init; }
}
