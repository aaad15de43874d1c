namespace AgentCluster.Silo.Sample;

/// <summary>
/// A SplitMix64 generator (Steele, Lea, Flood 2014) with the draws the sample needs. Own code, because the sequence
/// of a seeded <see cref="Random"/> is a detail of the runtime and the sample must come out the same everywhere.
/// </summary>
internal sealed class Dice
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private ulong _state;

    /// <summary>Each table has its own sequence, so that a change of one table leaves the others as they were.</summary>
    public Dice(int seed, string sequence)
    {
        var hash = FnvOffset ^ (ulong)seed;
        foreach (var letter in sequence)
        {
            hash = (hash ^ letter) * FnvPrime;
        }

        _state = hash;
    }

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from low to high, both included.</summary>
    public int Int(int low, int high) => low + (int)(Unit() * (high - low + 1));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Int(0, items.Count - 1)];

    /// <summary>An item near the front of the list, more often than one near its end: the few that matter most.</summary>
    public T PickSkewed<T>(IReadOnlyList<T> items, double skew = 1.8) =>
        items[(int)(Math.Pow(Unit(), skew) * items.Count)];

    /// <summary>One of the choices, each as likely as its weight.</summary>
    public string Weighted(params ReadOnlySpan<(string Value, int Weight)> choices)
    {
        var total = 0;
        foreach (var (_, weight) in choices)
        {
            total += weight;
        }

        var left = Int(1, total);
        foreach (var (value, weight) in choices)
        {
            left -= weight;
            if (left <= 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }

    /// <summary>An amount between low and high in multiples of the step, small ones more often.</summary>
    public decimal Money(double low, double high, decimal step = 0.01m) =>
        Math.Round((decimal)(low * Math.Pow(high / low, Unit())) / step) * step;

    /// <summary>A whole number between low and high (low at least 1), small ones more often.</summary>
    public int Skewed(int low, int high) => (int)(low * Math.Pow((double)high / low, Unit()));

    /// <summary>A day from first to last, both included; first, if last lies before it.</summary>
    public DateOnly Day(DateOnly first, DateOnly last) =>
        first.AddDays(Int(0, Math.Max(0, last.DayNumber - first.DayNumber)));

    /// <summary>As above, and not after the limit unless the first day is.</summary>
    public DateOnly Day(DateOnly first, DateOnly last, DateOnly limit) => Day(first, limit < last ? limit : last);

    /// <summary>A second of the given day, in office hours as a rule.</summary>
    public DateTime At(DateOnly day) =>
        day.ToDateTime(TimeOnly.MinValue).AddSeconds(Chance(0.9) ? Int(7 * 3600, 20 * 3600) : Int(0, 86_399));

    /// <summary>Ascending instants from first to last: a business that grows, with its weekends quieter.</summary>
    public List<DateTime> Timeline(int count, DateOnly first, DateOnly last)
    {
        var days = last.DayNumber - first.DayNumber;
        var instants = new List<DateTime>(count);
        while (instants.Count < count)
        {
            var day = first.AddDays((int)((days + 1) * Math.Pow(Unit(), 0.65)));
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || Chance(0.35))
            {
                instants.Add(At(day));
            }
        }

        instants.Sort();
        return instants;
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Int(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
