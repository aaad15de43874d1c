namespace AgentCluster.Execution.Postgres;

/// <summary>One token of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">An identifier as the server folds and unescapes it, a symbol as it stands; empty for literals.</param>
/// <param name="Start">Where it begins in the statement.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Depth">How many parentheses are open around it.</param>
internal readonly record struct PostgresToken(PostgresTokenKind Kind, string Text, int Start, int End, int Depth)
{
    public bool IsName => Kind is PostgresTokenKind.Word or PostgresTokenKind.QuotedName;

    public bool IsWord(string word) => Kind == PostgresTokenKind.Word && Text == word;

    public bool IsSymbol(string symbol) => Kind == PostgresTokenKind.Symbol && Text == symbol;
}
