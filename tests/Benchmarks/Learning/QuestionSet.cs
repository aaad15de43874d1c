using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>A folder with one database and one file of questions with gold statements.</summary>
internal sealed class QuestionSet
{
    // Subsets are nested: the first 25 are among the first 50.
    private const int Seed = 20_261;

    public QuestionSet(string folder)
    {
        Database = Only(folder, "*.sqlite");
        var questions = GoldQuestion.Load(Only(folder, "*.jsonl"));
        Test = [.. questions.Where(question => question.Split == "test")];
        var taught = questions.Where(question => question.Split != "test").ToArray();
        new Random(Seed).Shuffle(taught);
        Taught = taught;
        var shapes = Test.Select(question => StatementShape.Of(question.Sql)).ToHashSet(StringComparer.Ordinal);
        OtherShapes = [.. taught.Where(question => !shapes.Contains(StatementShape.Of(question.Sql)))];
    }

    /// <summary>The SQLite file on which gold statements run.</summary>
    public string Database { get; }

    /// <summary>Settings of the source that is asked in the file's place, or none.</summary>
    public Dictionary<string, string> Source { get; set; } = [];

    public IReadOnlyList<GoldQuestion> Test { get; }

    /// <summary>All that is no test question, shuffled.</summary>
    public IReadOnlyList<GoldQuestion> Taught { get; }

    /// <summary>Those of them whose shape of statement no test question has.</summary>
    public IReadOnlyList<GoldQuestion> OtherShapes { get; }

    private static string Only(string folder, string pattern) => Directory.GetFiles(folder, pattern) is [var only]
        ? only
        : throw new ArgumentException($"'{folder}' must hold exactly one file {pattern}.");
}
