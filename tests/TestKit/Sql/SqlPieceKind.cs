namespace AgentCluster.TestKit.Sql;

/// <summary>What a piece of a statement is; the names are those of the groups in <see cref="SqlPieces"/>.</summary>
internal enum SqlPieceKind
{
    Blank,
    Comment,
    Text,
    Name,
    Number,
    Word,
    Symbol,
}
