namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>How a value is said.</summary>
internal enum NewValueKind
{
    /// <summary>By itself.</summary>
    Given,

    /// <summary>As a row that the changed one is to refer to.</summary>
    Row,

    /// <summary>By a verb that leads to it: "close" for closed.</summary>
    Verb,

    /// <summary>As a switch that is turned on or off.</summary>
    Switch,

    /// <summary>As a number that is added.</summary>
    Plus,

    /// <summary>As a number to multiply with.</summary>
    Times,

    /// <summary>As no value.</summary>
    Nothing,
}

/// <summary>The value that a request puts into a column.</summary>
/// <param name="Kind">How it is said.</param>
/// <param name="Text">The asker's words; the verb of a verb, <c>on</c> or <c>off</c> of a switch.</param>
/// <param name="Number">What is added or multiplied with.</param>
internal readonly record struct NewValue(NewValueKind Kind, string Text, decimal Number = 0)
{
    public static NewValue Given(string text) => new(NewValueKind.Given, text);
}
