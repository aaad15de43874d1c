using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>Values of a statement's parameters <c>$1</c>, <c>$2</c>, ...; the same for its inspection and its run.</summary>
internal static class PostgresParameters
{
    /// <summary>The only form in which an agent's text goes to the server: one command that the driver does not split.</summary>
    public static NpgsqlBatchCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
        {
            // A text is of the type that its place asks for, as a literal would be: a date, a uuid, a number.
            command.Parameters.Add(value is string text ? new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Unknown } : new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>The values of an action's parameters in order, or the parameter at fault.</summary>
    public static Outcome<object?[]> InOrder(ImmutableArray<StatementParameter> parameters)
    {
        var values = StatementValues.Of(parameters);
        return values.Succeeded ? InOrder(values.Value) : values.Problem;
    }

    /// <summary>The values in order, or the parameter at fault.</summary>
    public static Outcome<object?[]> InOrder(IReadOnlyDictionary<string, object?> values)
    {
        var ordered = new object?[values.Count];
        foreach (var (name, value) in values)
        {
            if (!name.StartsWith('$') || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > ordered.Length)
            {
                return Problem.Invalid("parameters", $"Parameter {name} cannot be used: PostgreSQL's are $1, $2, ... without a gap.", "sqlError");
            }

            if (value is not (null or DBNull or string or bool or byte or short or int or long or float or double or decimal or byte[] or DateOnly or DateTime or DateTimeOffset or Guid))
            {
                return Problem.Invalid("parameters", $"The value of parameter {name} is of a type that cannot be sent.", "sqlError");
            }

            ordered[number - 1] = value;
        }

        return ordered;
    }

    /// <summary>Their types as one text: overloads resolve by them, so a verdict holds for them only.</summary>
    public static string Types(object?[] parameters) => string.Join(',', parameters.Select(value => value?.GetType().Name));
}
