using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What the arguments of <c>create_new_tool</c> may be.</summary>
internal static class ToolDraftShape
{
    /// <summary>Fewest cases of a tool.</summary>
    public const int LeastCases = 3;

    public static Shape Arguments { get; } = Shape.Object(
        "Arguments of create_new_tool",
        Shape.Text("name: lower-case words joined by underscores", 64).Required("name"),
        Shape.Text("what the tool does, for people and models", 1_000).Required("description"),
        Shape.Choice("statement: one SQL statement; composition: other tools one after another", "statement", "composition").Required("kind"),
        Shape.Text("for a statement: SQL in the source's dialect with parameters as :name", 16 * 1024).Optional("sql"),
        Shape.List(
            "for a composition: the calls in order; only the last may change or send anything",
            Shape.Object(
                "a call",
                Shape.Text("name of the tool", 64).Required("tool"),
                Shape.Open("its arguments; a text $name stands for a parameter, $step1 for the first value that the first step gave").Required("arguments")),
            10).Optional("steps"),
        Shape.List(
            "parameters, all of them needed",
            Shape.Object(
                "a parameter",
                Shape.Text("name: letters, digits and underscores", 64).Required("name"),
                Shape.Choice("its type", ToolParameter.Types).Required("type"),
                Shape.Text("what it means", 500).Required("description")),
            20).Optional("parameters"),
        Shape.List(
            "cases that the tool has to pass before people are asked",
            Shape.Object(
                "a case",
                Shape.Open("arguments of the tool").Required("arguments"),
                Shape.Whole("fewest rows returned or changed", 0).Optional("minRows"),
                Shape.Whole("most rows returned or changed", 0).Optional("maxRows")),
            50,
            LeastCases).Required("cases"),
        Shape.List("agents that may call it once it is published", Shape.Text("id of an agent", 64), 50).Optional("agents"));
}
