using System.Globalization;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Values of a statement's named parameters.</summary>
internal static class SqliteParameters
{
    /// <summary>Binds every parameter, or says which one cannot be.</summary>
    public static Problem? Bind(sqlite3_stmt statement, IReadOnlyDictionary<string, object?> values)
    {
        var count = raw.sqlite3_bind_parameter_count(statement);
        for (var i = 1; i <= count; i++)
        {
            var name = raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string();
            if (name is null || !values.TryGetValue(name, out var value))
            {
                return Problem.Invalid("parameters", $"Parameter {name ?? "?"} has no value; parameters are named, such as $id.", "sqlError");
            }

            if (Bind(statement, i, value) != raw.SQLITE_OK)
            {
                return Problem.Invalid("parameters", $"The value of parameter {name} is too long or of a type that SQLite has not.", "sqlError");
            }
        }

        return null;
    }

    private static int Bind(sqlite3_stmt statement, int i, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, i),
        string text => raw.sqlite3_bind_text(statement, i, text),
        bool flag => raw.sqlite3_bind_int64(statement, i, flag ? 1 : 0),
        byte or sbyte or short or ushort or int or uint or long => raw.sqlite3_bind_int64(statement, i, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float or double or decimal => raw.sqlite3_bind_double(statement, i, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(statement, i, bytes),
        DateOnly date => raw.sqlite3_bind_text(statement, i, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime or DateTimeOffset => raw.sqlite3_bind_text(statement, i, ((IFormattable)value).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        _ => raw.SQLITE_MISMATCH,
    };
}
