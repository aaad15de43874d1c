namespace AgentCluster.Reasoning.Local;

/// <summary>Words that only hold a question together.</summary>
internal static class StopWords
{
    public static string[] Verbs { get; } = ["is", "are", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had"];

    public static string[] All { get; } =
    [
        "a", "an", "the", "of", "in", "on", "at", "for", "with", "being", "am", "having", "that", "which", "what", "whose", "this", "these", "those", "there", "it", "its", "their", "them", "they", "his", "her",
        "our", "us", "we", "i", "me", "my", "you", "your", "he", "she", "can", "could", "would", "will", "shall", "may", "please", "as", "then", "so",
        "all", "any", "some", "every one", "list", "show", "give", "tell", "display", "find", "get", "return", "fetch", "print", "see", "want", "know", "need",
        "like to", "give me", "show me", "tell me", "i want", "let", "about", "among", "amongst", "because", "because of", "due to", "through", "throughout", "along", "via", "out", "within", "inside", "during", "while",
        "also", "just", "only", "currently", "now", "ever", "yet", "still", "already", "exist", "exists", "whether", "if", "s", "such", "where the", "who are", "who is", "who have",
        "called", "named", "belonging", "belong", "belongs", "related", "associated", "found", "located", "lie", "lies", "run", "runs", "running", "go", "goes", "flow", "flows",
        "flowing", "pass", "passes", "contain", "contains", "contained", "contained by", "containing", "include", "includes", "including", "live", "lives", "living", "come", "comes",
        "look", "look after", "work", "works", "working", "worked", "received", "receive", "receives", "got", "come in", "came in", "using", "used", "use", "kind", "kinds", "type of", "database", "table", "system", "records", "record", "rows", "row", "entries", "entry",
        "value of", "values of", "respectively", "both", "together", "many", "much", "exactly the", "those of", "made", "make", "been made", "we have", "do we have", "are there",
        "is there", "there are", "offered", "held", "take place", "took place", "happened", "occurred", "stay", "reside", "resides", "situated", "based", "stored", "appear", "appears", "appeared", "feature", "featured", "featuring", "hello", "hi", "hey", "thanks", "ok", "okay",
    ];
}
