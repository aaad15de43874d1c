using System.Text.Json;
using AgentCluster.Learning;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Toolsmith;

namespace AgentCluster.Grains.Tests.Tools;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("SELECT :a, ':b', \":c\" -- :d\n, :e /* :f */ FROM t", "a e")]
    [InlineData("SELECT now()::date, $$ :a $$, $x$ :b $x$, :c", "c")]
    [InlineData("SELECT 'it''s :a', :b, :b", "b")]
    [InlineData("SELECT 'open :a", "")]
    public void Parse_OfATemplate_FindsParametersOutsideStringsAndComments(string sql, string names) =>
        Assert.Equal(names, string.Join(' ', TemplateSql.Parse(sql).Names));

    [Theory]
    [InlineData("sqlite", "SELECT * FROM t WHERE a = @a AND d > @d AND b = @a", "@a @d")]
    [InlineData("postgres", "SELECT * FROM t WHERE a = $1 AND d > CAST($2 AS date) AND b = $1", "$1 $2")]
    public void Render_InADialect_PutsPlaceholdersAndNoValues(string dialect, string sql, string names)
    {
        var template = TemplateSql.Parse("SELECT * FROM t WHERE a = :a AND d > :d AND b = :a");
        var arguments = JsonDocument.Parse("""{"a":"x' OR 1=1","d":"2026-01-01"}""").RootElement;

        var (text, parameters) = template.Render(
            dialect, [new() { Name = "a", Type = "text", Description = "a" }, new() { Name = "d", Type = "date", Description = "d" }], arguments);

        Assert.Equal(sql, text);
        Assert.Equal(names, string.Join(' ', parameters.Select(parameter => parameter.Name)));
    }

    [Fact]
    public void Normalised_OfTemplatesThatMeanTheSame_IsEqual() =>
        Assert.Equal(TemplateSql.Parse("SELECT a\nFROM t WHERE b = :x;").Normalised, TemplateSql.Parse("select a from  t where b = :other").Normalised);

    [Fact]
    public void Draft_OfARoutineQuestion_MakesItsSlotsParameters()
    {
        var draft = RoutineTool.Draft(
            Pattern("How many clients are … since …?"),
            [
                "SELECT COUNT(*) FROM clients WHERE status = 'active' AND id > 10 AND region = 'north'",
                "SELECT COUNT(*) FROM clients WHERE status = 'it''s' AND id > 20 AND region = 'north'",
                "SELECT COUNT(*) FROM clients WHERE status = 'closed' AND id > 10 AND region = 'north'",
                "SELECT 1",
            ]);

        Assert.Equal("SELECT COUNT(*) FROM clients WHERE status = :status AND id > :id AND region = 'north'", draft!["sql"]!.GetValue<string>());
        Assert.Equal("how_many_clients_are_since", draft["name"]!.GetValue<string>());
        Assert.Equal("text whole", string.Join(' ', draft["parameters"]!.AsArray().Select(parameter => parameter!["type"]!.GetValue<string>())));
        Assert.Equal(("it's", 20), (draft["cases"]![1]!["arguments"]!["status"]!.GetValue<string>(), draft["cases"]![1]!["arguments"]!["id"]!.GetValue<long>()));
        Assert.Equal("data-analyst", draft["agents"]![0]!.GetValue<string>());
        Assert.Null(AgentCluster.Tools.ToolArguments.Read(draft.ToJsonString(), ToolDraftShape.Arguments).Problem);
    }

    [Fact]
    public void Draft_OfStatementsThatDiffer_IsNone() =>
        Assert.Null(RoutineTool.Draft(Pattern("How many?"), ["SELECT 1 FROM a", "SELECT 1 FROM b", "SELECT 1 FROM c"]));

    private static LearnedPattern Pattern(string subject) => new()
    {
        Id = "p", Kind = PatternKinds.RoutineQuestion, Subject = subject, Sentence = "", Support = 5, Confidence = 1, FirstSeen = default, LastSeen = default, Agent = "data-analyst",
    };
}
