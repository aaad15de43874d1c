using System.Globalization;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>What a look-up came to.</summary>
/// <param name="Target">What was looked up.</param>
/// <param name="Rows">How many rows meet it.</param>
/// <param name="Shown">What was to be shown of the only row, or null.</param>
/// <param name="IsLoose">Whether the looser condition counted.</param>
internal sealed record FoundRows(RowTarget Target, long Rows, string? Shown, bool IsLoose)
{
    /// <summary>Whether it is what the request needs: so many rows, or any.</summary>
    public bool Fits => Target.Expected is { } expected ? Rows == expected : Rows > 0;

    /// <summary>The rows in words, with what tells them apart.</summary>
    public string Words => !Target.IsOne ? string.Create(CultureInfo.InvariantCulture, $"{Rows} {(Rows == 1 ? "row" : "rows")} ({Target.Words})")
        : IsLoose ? $"{Target.Words} ({ReadingWords.Name(Target.Table.Name)} {Shown})"
        : Target.Words;
}
