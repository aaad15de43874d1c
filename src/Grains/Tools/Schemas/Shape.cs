using System.Collections.Immutable;

namespace AgentCluster.Tools.Schemas;

/// <summary>What the arguments of a tool may be: written as JSON Schema by <see cref="ShapeSchema"/>, checked by <see cref="ShapeCheck"/>.</summary>
internal sealed record Shape
{
    public required ShapeKind Kind { get; init; }

    /// <summary>What it means, for people and models.</summary>
    public required string Description { get; init; }

    /// <summary>Longest string, characters; a string has at least one.</summary>
    public int MaxLength { get; init; }

    /// <summary>Smallest number.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>Largest number.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>The only strings allowed; empty for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What the items of a list may be.</summary>
    public Shape? Items { get; init; }

    /// <summary>Fewest items of a list.</summary>
    public int MinItems { get; init; }

    /// <summary>Most items of a list, or of a list that is a value.</summary>
    public int MaxItems { get; init; }

    /// <summary>The fields of an object.</summary>
    public ImmutableArray<ShapeField> Fields { get; init; } = [];

    public static Shape Text(string description, int maxLength = 200) => new() { Kind = ShapeKind.Text, Description = description, MaxLength = maxLength };

    public static Shape Choice(string description, params ImmutableArray<string> choices) =>
        new() { Kind = ShapeKind.Text, Description = description, MaxLength = choices.Max(choice => choice.Length), Choices = choices };

    public static Shape Whole(string description, long minimum = long.MinValue, long maximum = long.MaxValue) =>
        new() { Kind = ShapeKind.Whole, Description = description, Minimum = minimum, Maximum = maximum };

    public static Shape Number(string description) => new() { Kind = ShapeKind.Number, Description = description };

    public static Shape Flag(string description) => new() { Kind = ShapeKind.Flag, Description = description };

    public static Shape Value(string description) => new() { Kind = ShapeKind.Value, Description = description, MaxLength = 4_000, MaxItems = 200 };

    public static Shape List(string description, Shape items, int maxItems, int minItems = 0) =>
        new() { Kind = ShapeKind.List, Description = description, Items = items, MaxItems = maxItems, MinItems = minItems };

    public static Shape Object(string description, params ImmutableArray<ShapeField> fields) =>
        new() { Kind = ShapeKind.Object, Description = description, Fields = fields };

    public static Shape Open(string description) => new() { Kind = ShapeKind.Open, Description = description };

    /// <summary>A field that has to be there.</summary>
    public ShapeField Required(string name) => new(name, this, Required: true);

    /// <summary>A field that may be left out or null.</summary>
    public ShapeField Optional(string name) => new(name, this, Required: false);
}
