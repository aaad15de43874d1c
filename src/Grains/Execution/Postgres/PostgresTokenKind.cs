namespace AgentCluster.Execution.Postgres;

/// <summary>The kinds of token that matter for telling statements apart.</summary>
internal enum PostgresTokenKind
{
    /// <summary>A keyword or unquoted identifier, folded to lower case.</summary>
    Word,

    /// <summary>A quoted identifier.</summary>
    QuotedName,

    /// <summary>A string, bit string, dollar-quoted text, number or parameter.</summary>
    Literal,

    /// <summary>One character of punctuation or of an operator.</summary>
    Symbol,
}
