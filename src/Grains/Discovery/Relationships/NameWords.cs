using AgentCluster.Memory;

namespace AgentCluster.Discovery.Relationships;

/// <summary>The words of an identifier: <c>converted_client_id</c>, <c>ConvertedClientId</c> and <c>converted client id</c> alike.</summary>
internal static class NameWords
{
    public static List<string> Of(string name) => TextWords.Split(name).ConvertAll(TextWords.Singular);

    /// <summary>The words in one, for comparison.</summary>
    public static string Joined(string name) => string.Concat(Of(name));
}
