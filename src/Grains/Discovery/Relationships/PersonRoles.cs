namespace AgentCluster.Discovery.Relationships;

/// <summary>Closed English vocabulary: what people are called in the roles they take, and tables that hold those who work with a database.</summary>
internal static class PersonRoles
{
    private static readonly HashSet<string> Roles =
    [
        .. new[]
        {
            "owner", "author", "manager", "assignee", "creator", "reviewer", "approver", "supervisor", "editor", "requester", "requestor", "reporter",
            "inspector", "responsible", "handler", "coordinator", "leader", "head", "chief", "operator", "operative", "officer", "agent", "rep",
            "representative", "planner", "dispatcher", "technician", "clerk", "seller", "buyer", "contact", "mentor", "trainer", "verifier", "auditor",
            "signatory", "delegate", "deputy", "boss", "lead", "user", "employee", "staff", "person", "worker",
        }.Select(NameWords.Fold),
    ];

    // Likeliest first.
    private static readonly List<string> Tables =
        [.. new[] { "user", "employee", "staff", "person", "personnel", "worker", "colleague", "member", "agent", "operator" }.Select(NameWords.Fold)];

    public static bool Contains(string word) => Roles.Contains(word);

    /// <summary>How likely a table holds the people whom such roles mean, smaller is likelier; null when it does not.</summary>
    public static int? Rank(CatalogTable table)
    {
        var words = NameWords.Of(table.Name);
        var rank = Tables.FindIndex(words.Contains);
        return rank >= 0 && table.Columns.Any(c => NameWords.Of(c.Name) is [.., "nam" or "surnam"]) ? (words.Count * Tables.Count) + rank : null;
    }
}
