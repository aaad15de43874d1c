namespace AgentCluster.Execution.Postgres;

/// <summary>How a statement picks the rows of one entry of its range table.</summary>
/// <param name="Values">How many values, or rows that the statement itself holds, pick them.</param>
/// <param name="ByKey">Whether each picks one row at most; otherwise nobody can tell without counting.</param>
/// <param name="From">Other entries whose rows the values are taken from: it is so many for each combination of theirs.</param>
internal sealed record PostgresPick(double Values, bool ByKey, int[] From)
{
    /// <summary>What a value that is no key counts for: two such tables side by side are not bounded, each with a handful of constants is.</summary>
    public const double Many = 1_000;

    /// <summary>How many rows it counts for, for each combination of rows of the other entries.</summary>
    public double Rows => ByKey ? Values : Math.Max(Values, Many);

    /// <summary>So many rows that the statement itself holds.</summary>
    public static PostgresPick Of(double rows) => new(rows, true, []);

    /// <summary>Any of several picks.</summary>
    public static PostgresPick Any(IReadOnlyCollection<PostgresPick> arms) => new(arms.Sum(arm => arm.Values), arms.All(arm => arm.ByKey), [.. arms.SelectMany(arm => arm.From).Distinct()]);
}
