namespace AgentCluster.Client.Http.Errors;

/// <summary>Collects what is wrong with a request's fields, so that all of it is told at once.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Field, string Message)> _found = [];

    /// <summary>Notes a fault.</summary>
    /// <param name="field">The field as the API spells it, such as <c>examples[2].sql</c>.</param>
    /// <param name="message">The fault and the fix.</param>
    public void Add(string field, string message) => _found.Add((field, message));

    /// <summary>The refusal, or null when nothing is wrong.</summary>
    public ProblemAnswer? ToAnswer()
    {
        if (_found.Count == 0)
        {
            return null;
        }

        var first = _found[0];
        return ProblemAnswer.Invalid(first.Field, first.Message) with
        {
            Errors = _found
                .GroupBy(error => error.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray(), StringComparer.Ordinal),
        };
    }
}
