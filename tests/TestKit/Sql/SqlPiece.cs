namespace AgentCluster.TestKit.Sql;

/// <summary>A piece of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written.</param>
internal readonly record struct SqlPiece(SqlPieceKind Kind, string Text)
{
    /// <summary>Whether another piece may stand right beside it without becoming one with it.</summary>
    public bool IsApart => Kind == SqlPieceKind.Blank || Text is "(" or ")" or "," or ";";

    public bool IsWord(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Kind == SqlPieceKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
