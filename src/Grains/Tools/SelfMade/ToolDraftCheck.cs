using System.Text.RegularExpressions;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What can be told of a draft before anything is tried.</summary>
internal static partial class ToolDraftCheck
{
    private const string Root = ToolArguments.Root;

    /// <summary>The argument at fault, or null.</summary>
    public static Problem? Check(ToolDraft draft) =>
        !NamePattern().IsMatch(draft.Name) ? Problem.Invalid($"{Root}.name", "A name is lower-case words of letters and digits joined by underscores, such as overdue_invoices.")
        : Parameters(draft) ?? (draft.Kind == ToolKind.Statement ? Statement(draft) : Composition(draft)) ?? Cases(draft);

    private static Problem? Parameters(ToolDraft draft)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, parameter) in (draft.Parameters ?? []).Index())
        {
            var path = $"{Root}.parameters[{i}].name";
            if (!ParameterPattern().IsMatch(parameter.Name))
            {
                return Problem.Invalid(path, "The name of a parameter is letters, digits and underscores, and begins with a letter.");
            }

            if (!seen.Add(parameter.Name))
            {
                return Problem.Invalid(path, $"There are two parameters '{parameter.Name}': rename one.");
            }
        }

        return null;
    }

    private static Problem? Statement(ToolDraft draft)
    {
        if (draft.Sql is null || draft.Steps is { Length: > 0 })
        {
            return Problem.Invalid($"{Root}.sql", "A statement needs 'sql' and has no 'steps'.");
        }

        var declared = (draft.Parameters ?? []).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var used = TemplateSql.Parse(draft.Sql).Names;
        return used.FirstOrDefault(name => !declared.Contains(name)) is { } unknown ? Problem.Invalid($"{Root}.sql", $"The statement names :{unknown}, which is no parameter: declare it in 'parameters'.")
            : declared.FirstOrDefault(name => !used.Contains(name)) is { } unused ? Problem.Invalid($"{Root}.parameters", $"Parameter '{unused}' does not stand in the statement: write :{unused}, or leave it out.")
            : null;
    }

    private static Problem? Composition(ToolDraft draft) =>
        draft.Sql is not null || draft.Steps is not { Length: > 0 } steps ? Problem.Invalid($"{Root}.steps", "A composition needs 'steps' and has no 'sql'.")
        : steps.Index().FirstOrDefault(step => step.Item.Tool == CreateNewTool.ToolName) is { Item: not null } making ? Problem.Invalid($"{Root}.steps[{making.Index}].tool", "A tool does not make tools.")
        : null;

    private static Problem? Cases(ToolDraft draft)
    {
        var shape = draft.ToDefinition("").ToShape(draft.Name);
        return draft.Cases.Select((test, i) => ShapeCheck.Check(shape, test.Arguments, $"{Root}.cases[{i}].arguments")).FirstOrDefault(problem => problem is not null);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex ParameterPattern();
}
