using System.Globalization;
using System.Reflection;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Queries;

/// <summary>Reads query parameters and collects what is wrong with them. Parameters that nobody asks for are ignored.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly FieldErrors _errors = new();

    /// <summary>What is wrong with the parameters read so far, or null.</summary>
    public ProblemAnswer? Refusal => _errors.ToAnswer();

    /// <summary>The query of a request, as a handler's parameter.</summary>
    public static ValueTask<QueryReader> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(new QueryReader(context.Request.Query));

    /// <summary>Notes a fault of a parameter that was read as text.</summary>
    public void Refuse(string name, string message) => _errors.Add(name, message);

    /// <summary>A text, or null when it is absent or empty.</summary>
    public string? Text(string name, int maxLength = 256)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            _errors.Add(name, $"'{name}' is given more than once.");
            return null;
        }

        var text = values.Count == 0 || string.IsNullOrWhiteSpace(values[0]) ? null : values[0];
        if (text is not null && (text.Length > maxLength || Texts.HasControls(text)))
        {
            _errors.Add(name, $"'{name}' must have at most {maxLength} characters and no control characters.");
            return null;
        }

        return text;
    }

    /// <summary>A question that must be there.</summary>
    public string Question(string name)
    {
        var text = Text(name, Texts.MaxSqlBytes);
        if (_errors.ToAnswer() is null)
        {
            Texts.Question(_errors, name, text);
        }

        return text?.Trim() ?? "";
    }

    /// <summary>Name of a source; <c>default</c> when absent.</summary>
    public string Source() => Text("source") ?? SourceKey.DefaultSource;

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string name, int whenAbsent, int min, int max)
    {
        var text = Text(name);
        if (text is null)
        {
            return whenAbsent;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        _errors.Add(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a whole number from {min} to {max}."));
        return whenAbsent;
    }

    /// <summary>An instant in ISO 8601, or null when absent.</summary>
    public DateTimeOffset? Instant(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (Instants.TryParse(text, out var instant))
        {
            return instant;
        }

        _errors.Add(name, $"'{name}' must be an instant in ISO 8601, such as 2026-01-31T08:00:00Z.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; false when absent.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false"))
        {
            _errors.Add(name, $"'{name}' must be true or false.");
        }

        return text == "true";
    }

    /// <summary>A name out of an enumeration, or null when absent.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (EnumNames<T>.TryParse(text, out var value))
        {
            return value;
        }

        _errors.Add(name, $"'{name}' must be one of: {EnumNames<T>.Listed}.");
        return null;
    }

    /// <summary>A word out of a list, or null when absent.</summary>
    public string? Choice(string name, ImmutableArray<string> allowed)
    {
        var text = Text(name);
        if (text is null || allowed.Contains(text))
        {
            return text;
        }

        _errors.Add(name, $"'{name}' must be one of: {string.Join(", ", allowed)}.");
        return null;
    }
}
