using AgentCluster.Memory;

namespace AgentCluster.Discovery.Relationships;

/// <summary>The words of an identifier: <c>converted_client_id</c>, <c>ConvertedClientId</c> and <c>converted client id</c> alike.</summary>
internal static class NameWords
{
    /// <summary>The words, each without the ending of its plural.</summary>
    public static List<string> Of(string name) => TextWords.Split(name).ConvertAll(Fold);

    /// <summary>The words in one, for comparison.</summary>
    public static string Joined(string name) => string.Concat(Of(name));

    /// <summary>One form for both numbers of a noun: <c>branch</c> and <c>branches</c>, <c>warehouse</c> and <c>warehouses</c>.</summary>
    public static string Fold(string word)
    {
        var singular = word switch
        {
            "people" or "persons" => "person",
            "children" => "child",
            _ => TextWords.Singular(word),
        };
        return singular.Length <= 3 ? singular
            : singular.EndsWith("ie", StringComparison.Ordinal) ? $"{singular.AsSpan(0, singular.Length - 2)}y"
            : singular.EndsWith('e') ? singular[..^1]
            : singular;
    }
}
