using System.Text.Json;

namespace AgentCluster.Discovery.Profiling;

/// <summary>
/// Decides what a column holds. A declared type is a promise that SQLite does not enforce (https://sqlite.org/datatype3.html), so data
/// that contradicts it wins.
/// </summary>
internal static class LogicalTypes
{
    /// <summary>Share of the different texts that must have a form for the column to have it.</summary>
    private const double Agreement = 0.95;

    private const int JsonSamples = 20;

    public static LogicalType Of(string declaredType, ColumnObservation? seen)
    {
        var declared = Declared(declaredType.ToUpperInvariant());
        if (seen is null || seen.Rows == seen.Nulls)
        {
            return declared;
        }

        if (seen.Texts > 0 && seen.Texts >= seen.Integers + seen.Reals)
        {
            return OfText(declared, seen);
        }

        if (seen.Blobs > seen.Integers + seen.Reals)
        {
            return LogicalType.Bytes;
        }

        return OfNumbers(declared, seen);
    }

    // The affinity rules of https://sqlite.org/datatype3.html#determination_of_column_affinity, finer names first.
    private static LogicalType Declared(string type) => type switch
    {
        _ when type.Contains("BOOL", StringComparison.Ordinal) => LogicalType.Boolean,
        _ when type.Contains("DATETIME", StringComparison.Ordinal) || type.Contains("TIMESTAMP", StringComparison.Ordinal) => LogicalType.Timestamp,
        _ when type.StartsWith("DATE", StringComparison.Ordinal) => LogicalType.Date,
        _ when type.Contains("JSON", StringComparison.Ordinal) => LogicalType.Json,
        _ when type.Contains("INT", StringComparison.Ordinal) => LogicalType.Integer,
        _ when type.Contains("CHAR", StringComparison.Ordinal) || type.Contains("CLOB", StringComparison.Ordinal)
            || type.Contains("TEXT", StringComparison.Ordinal) || type.Contains("STRING", StringComparison.Ordinal) => LogicalType.Text,
        _ when type.Contains("BLOB", StringComparison.Ordinal) || type.Contains("BINARY", StringComparison.Ordinal) => LogicalType.Bytes,
        _ when type.Contains("REAL", StringComparison.Ordinal) || type.Contains("FLOA", StringComparison.Ordinal)
            || type.Contains("DOUB", StringComparison.Ordinal) || type.Contains("NUM", StringComparison.Ordinal)
            || type.Contains("DEC", StringComparison.Ordinal) || type.Contains("MONEY", StringComparison.Ordinal) => LogicalType.Number,
        _ => LogicalType.Unknown,
    };

    private static LogicalType OfText(LogicalType declared, ColumnObservation seen)
    {
        if (seen.FilledTexts == 0)
        {
            return declared is LogicalType.Unknown ? LogicalType.Text : declared;
        }

        if (seen.Dates + seen.Timestamps >= Agreement * seen.FilledTexts)
        {
            return seen.Timestamps == 0 ? LogicalType.Date : LogicalType.Timestamp;
        }

        if (declared is LogicalType.Boolean && seen.TextValues.Frequencies?.Keys.All(v => bool.TryParse(v, out _)) == true)
        {
            return LogicalType.Boolean;
        }

        return IsJson(declared, seen) ? LogicalType.Json : LogicalType.Text;
    }

    private static bool IsJson(LogicalType declared, ColumnObservation seen)
    {
        if (seen.LongestText > ColumnObservation.TextBound || seen.TextValues.Frequencies is not { } values)
        {
            // Cut or too many to look at: the declaration decides.
            return declared is LogicalType.Json;
        }

        return values.Keys.Where(v => v.Length > 0).Take(JsonSamples).All(IsJsonDocument);
    }

    private static bool IsJsonDocument(string text)
    {
        if (text[0] is not ('{' or '['))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static LogicalType OfNumbers(LogicalType declared, ColumnObservation seen)
    {
        if (declared is LogicalType.Boolean && seen.Reals == 0 && seen.IntegerValues.Frequencies?.Keys.All(v => v is 0 or 1) == true)
        {
            return LogicalType.Boolean;
        }

        return seen.Reals > 0 || declared is LogicalType.Number ? LogicalType.Number : LogicalType.Integer;
    }
}
