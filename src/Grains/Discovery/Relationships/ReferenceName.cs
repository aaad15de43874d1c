using AgentCluster.Memory;

namespace AgentCluster.Discovery.Relationships;

/// <summary>What the name of a column says about the row it may refer to: <c>home_port_id</c> is an <c>id</c> of a <c>port</c> in the role <c>home</c>.</summary>
internal sealed class ReferenceName
{
    private static readonly HashSet<string> KeyWords = ["id", "key", "ref", "code", "no", "nr", "num", "number", "fk", "uid", "uuid", "guid", "by", "to"];
    private static readonly HashSet<string> ParentWords = ["parent", "previous", "next", "original", "root", "predecessor", "successor", "supersed"];

    private ReferenceName(string name)
    {
        Words = NameWords.Of(name);
        Stem = [.. Words.AsEnumerable().Reverse().SkipWhile(KeyWords.Contains).Reverse()];
        HasKeyWord = Stem.Count is > 0 && Stem.Count < Words.Count;
        IsPlural = TextWords.Split(name) is [.., var last] && last != TextWords.Singular(last);
    }

    /// <summary>All words of the name.</summary>
    public List<string> Words { get; }

    /// <summary>The words without those that only say that it is a key.</summary>
    public List<string> Stem { get; }

    /// <summary>Whether a word says that it is a key.</summary>
    public bool HasKeyWord { get; }

    /// <summary>Whether the name ends in a plural: a count or a list, not a reference to one row.</summary>
    public bool IsPlural { get; }

    /// <summary>Whether it points to another row of its own table, as <c>parent</c>, <c>previous_id</c> and <c>parent_category_id</c> do.</summary>
    /// <param name="tableWords">The words of the table's name.</param>
    public bool IsParentIn(List<string> tableWords) =>
        Stem is [var first, .. var rest] && ParentWords.Contains(first) && (rest is [] || rest[^1] == tableWords[^1]);

    /// <summary>Whether it names what a person does or did: <c>owner</c>, <c>reviewer_id</c>, <c>approved_by</c>.</summary>
    public bool IsPersonRole => Words.Contains("by") || (Words.Contains("to") && Stem is ["report" or "assigned"]) || (Stem.Count > 0 && PersonRoles.Contains(Stem[^1]));

    public static ReferenceName Of(string column) => new(column);
}
