using System.Globalization;

namespace AgentCluster.Discovery;

/// <summary>Figures told so roughly that they stay true while rows come and go.</summary>
internal static class Magnitude
{
    private const int BoundDigits = 2;

    /// <summary>A number of rows to some significant digits, such as <c>about 4000 rows</c>.</summary>
    public static string Rows(double count, int digits = 1)
    {
        var figure = Text(Rounded(count, digits, Math.Round));
        return figure == "1" ? "about 1 row" : $"about {figure} rows";
    }

    /// <summary>A bound of a range, moved outward: the year of an ISO date, two digits of a number; anything else stays.</summary>
    public static string Bound(string bound, bool isUpper) =>
        bound.Length >= 10 && DateOnly.TryParseExact(bound.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? bound[..4]
        : double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Text(Rounded(number, BoundDigits, isUpper ? Math.Ceiling : Math.Floor))
        : bound;

    private static double Rounded(double value, int digits, Func<double, double> round)
    {
        if (value == 0)
        {
            return 0;
        }

        // Powers of ten below one are no exact numbers: a division by those above one is.
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1 - digits;
        var step = Math.Pow(10, Math.Abs(exponent));
        return exponent >= 0 ? round(value / step) * step : round(value * step) / step;
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
