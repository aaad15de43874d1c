using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentCluster.Learning;
using AgentCluster.Tools.SelfMade;

namespace AgentCluster.Tools.Toolsmith;

/// <summary>Makes a tool of a question that recurs: what differs between its statements becomes parameters, what they were asked with becomes cases.</summary>
internal static partial class RoutineTool
{
    private const int MostWords = 8;

    /// <summary>Arguments of <c>create_new_tool</c>, or null when fewer than three statements have one shape.</summary>
    /// <param name="pattern">The routine question.</param>
    /// <param name="statements">Statements that answered it, the newest first.</param>
    public static JsonObject? Draft(LearnedPattern pattern, IReadOnlyList<string> statements)
    {
        if (statements.Count < ToolDraftShape.LeastCases)
        {
            return null;
        }

        var shapes = statements.Select(LiteralSql.Of).ToList();
        var alike = shapes.FindAll(shape => shape.Skeleton == shapes[0].Skeleton);
        var words = Words().Matches(pattern.Subject.ToLowerInvariant()).Select(match => match.Value).SkipWhile(word => !char.IsAsciiLetter(word[0])).Take(MostWords).ToList();
        if (alike.Count < ToolDraftShape.LeastCases || words.Count == 0)
        {
            return null;
        }

        var slots = Slots(alike);
        return new()
        {
            ["name"] = Cut(string.Join('_', words)),
            ["description"] = $"Answers: {pattern.Subject}",
            ["kind"] = "statement",
            ["sql"] = Template(alike[0], slots),
            ["parameters"] = new JsonArray([.. slots.Select(slot => (JsonNode)new JsonObject
            {
                ["name"] = slot.Name, ["type"] = slot.Type, ["description"] = $"what {slot.Name} is compared with, such as {alike[0].Literals[slot.Position]}",
            })]),
            ["cases"] = new JsonArray([.. alike.Select(shape => (JsonNode)new JsonObject
            {
                ["arguments"] = new JsonObject(slots.Select(slot => KeyValuePair.Create<string, JsonNode?>(slot.Name, Value(slot.Type, shape.Literals[slot.Position])))),
            })]),
            ["agents"] = new JsonArray(pattern.Agent is { } agent ? [(JsonNode)agent] : []),
        };
    }

    private static ImmutableArray<RoutineSlot> Slots(List<LiteralSql> alike)
    {
        var slots = ImmutableArray.CreateBuilder<RoutineSlot>();
        for (var position = 0; position < alike[0].Literals.Length; position++)
        {
            var values = alike.Select(shape => shape.Literals[position]).Distinct(StringComparer.Ordinal).ToList();
            if (values.Count > 1 && Type(values) is { } type)
            {
                var name = NameOf(string.Concat(alike[0].Texts.Take(position + 1)));
                var same = slots.Count(slot => slot.Name == name || slot.Name.StartsWith($"{name}_", StringComparison.Ordinal));
                slots.Add(new(position, same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{same + 1}"), type));
            }
        }

        return slots.ToImmutable();
    }

    private static string? Type(List<string> values) =>
        values.TrueForAll(value => value[0] == '\'') ? "text"
        : values.TrueForAll(value => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? "whole"
        : values.TrueForAll(value => value[0] != '\'') ? "number"
        : null;

    private static string Template(LiteralSql shape, ImmutableArray<RoutineSlot> slots)
    {
        var sql = new StringBuilder(shape.Texts[0]);
        for (var i = 0; i < shape.Literals.Length; i++)
        {
            sql.Append(slots.FirstOrDefault(slot => slot.Position == i) is { Name: { } name } ? $":{name}" : shape.Literals[i]).Append(shape.Texts[i + 1]);
        }

        return sql.ToString();
    }

    private static JsonNode Value(string type, string literal) => type switch
    {
        "text" => literal[1..^1].Replace("''", "'", StringComparison.Ordinal),
        "whole" => long.Parse(literal, CultureInfo.InvariantCulture),
        _ => JsonNode.Parse(literal)!,
    };

    // The column that stands before the literal, past the words of the comparison.
    private static string NameOf(string before) =>
        Identifiers().Matches(before).Select(match => match.Value).LastOrDefault(word => !Comparisons().IsMatch(word)) is { } column ? column.ToLowerInvariant() : "value";

    private static string Cut(string name) => (name.Length <= 64 ? name : name[..64]).TrimEnd('_');

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Words();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_]*")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"\A(?:and|or|not|in|like|ilike|between|is|escape|collate|nocase|date|timestamp|interval|cast|as)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Comparisons();
}
