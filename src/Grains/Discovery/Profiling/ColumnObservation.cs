using System.Globalization;

namespace AgentCluster.Discovery.Profiling;

/// <summary>What was seen of one column while its table was scanned.</summary>
internal sealed class ColumnObservation
{
    /// <summary>Text is read up to this many characters.</summary>
    public const int TextBound = 200;

    /// <summary>Up to how many different texts are kept to recognise them in questions.</summary>
    public const int SampleLimit = 2_000;

    private long _minInteger = long.MaxValue;
    private long _maxInteger = long.MinValue;
    private double _minReal = double.PositiveInfinity;
    private double _maxReal = double.NegativeInfinity;

    public long Rows { get; private set; }

    public long Nulls { get; private set; }

    public long Integers { get; private set; }

    public long Reals { get; private set; }

    public long Texts { get; private set; }

    public long Blobs { get; private set; }

    /// <summary>Different texts that are not empty.</summary>
    public long FilledTexts { get; private set; }

    /// <summary>Different texts that are ISO dates.</summary>
    public long Dates { get; private set; }

    /// <summary>Different texts that are ISO instants.</summary>
    public long Timestamps { get; private set; }

    /// <summary>Different texts that are written numbers.</summary>
    public long NumericTexts { get; private set; }

    public int LongestText { get; private set; }

    public string? FirstIsoText { get; private set; }

    public string? LastIsoText { get; private set; }

    public DistinctCounter<long> IntegerValues { get; } = new(ColumnProfiles.ValueSetLimit);

    public DistinctCounter<double> RealValues { get; } = new(ColumnProfiles.ValueSetLimit);

    public DistinctCounter<string> TextValues { get; } = new(SampleLimit);

    private DistinctCounter<string> BlobValues { get; } = new(0);

    public long Distinct => IntegerValues.Count + RealValues.Count + TextValues.Count + BlobValues.Count;

    /// <summary>Smallest number as text, or null when there is none.</summary>
    public string? MinNumber => Extreme(_minInteger, _minReal, smallest: true);

    /// <summary>Largest number as text, or null when there is none.</summary>
    public string? MaxNumber => Extreme(_maxInteger, _maxReal, smallest: false);

    private bool HasInteger => _minInteger <= _maxInteger;

    private bool HasReal => _minReal <= _maxReal;

    public void AddNull()
    {
        Rows++;
        Nulls++;
    }

    public void AddInteger(long value)
    {
        Rows++;
        Integers++;
        SeeInteger(value);
        IntegerValues.Add(value);
    }

    public void AddReal(double value)
    {
        Rows++;
        Reals++;
        SeeReal(value);
        RealValues.Add(value);
    }

    public void AddBlob(ReadOnlySpan<byte> value)
    {
        Rows++;
        Blobs++;
        BlobValues.Add(Convert.ToBase64String(value.Length > TextBound ? value[..TextBound] : value));
    }

    /// <param name="value">The text, cut one character after <see cref="TextBound"/>.</param>
    public void AddText(string value)
    {
        Rows++;
        Texts++;
        if (!TextValues.Add(value))
        {
            return;
        }

        LongestText = Math.Max(LongestText, value.Length);
        if (value.Length > 0)
        {
            FilledTexts++;
        }

        if (value.Length > 0 && (char.IsAsciiDigit(value[0]) || value[0] is '-' or '+' or '.'))
        {
            SeeFigures(value);
        }
    }

    private void SeeFigures(string value)
    {
        if (value.Length >= 10 && (IsoText.IsDate(value) || IsoText.IsTimestamp(value)))
        {
            _ = value.Length == 10 ? Dates++ : Timestamps++;
            FirstIsoText = FirstIsoText is null || string.CompareOrdinal(value, FirstIsoText) < 0 ? value : FirstIsoText;
            LastIsoText = LastIsoText is null || string.CompareOrdinal(value, LastIsoText) > 0 ? value : LastIsoText;
        }
        else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            NumericTexts++;
            SeeInteger(integer);
        }
        else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
        {
            NumericTexts++;
            SeeReal(real);
        }
    }

    private void SeeInteger(long value)
    {
        _minInteger = Math.Min(_minInteger, value);
        _maxInteger = Math.Max(_maxInteger, value);
    }

    // What is no number has no place in a range.
    private void SeeReal(double value)
    {
        if (double.IsFinite(value))
        {
            _minReal = Math.Min(_minReal, value);
            _maxReal = Math.Max(_maxReal, value);
        }
    }

    private string? Extreme(long integer, double real, bool smallest)
    {
        if (!HasReal || (HasInteger && (smallest ? integer <= real : integer >= real)))
        {
            return HasInteger ? integer.ToString(CultureInfo.InvariantCulture) : null;
        }

        return real.ToString(CultureInfo.InvariantCulture);
    }
}
