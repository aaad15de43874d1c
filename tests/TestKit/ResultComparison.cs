using System.Globalization;

namespace AgentCluster.TestKit;

/// <summary>
/// Decides whether a statement answers a question as the gold statement does: the same rows as a multiset, columns in any order,
/// numbers equal to six digits (also when one side holds them as text). The order of rows counts only when the gold statement
/// orders them at its top level.
/// </summary>
public static class ResultComparison
{
    private const int MostColumns = 5;

    public static bool Same(IReadOnlyList<object?[]> gold, IReadOnlyList<object?[]> answer, bool ordered)
    {
        if (gold.Count != answer.Count)
            return false;
        if (gold.Count == 0)
            return true;
        if (gold[0].Length != answer[0].Length)
            return false;
        var wanted = Rows(gold, [.. Enumerable.Range(0, gold[0].Length)], ordered);
        return Orders(gold[0].Length).Any(order => Rows(answer, order, ordered).SequenceEqual(wanted, StringComparer.Ordinal));
    }

    /// <summary>Whether a statement orders its rows outside any parenthesis.</summary>
    public static bool IsOrdered(string sql)
    {
        var depth = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            depth += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
            if (depth == 0 && sql.AsSpan(i).StartsWith("ORDER BY", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static List<string> Rows(IReadOnlyList<object?[]> rows, int[] order, bool ordered)
    {
        var texts = rows.Select(row => string.Join('\u001f', order.Select(column => Text(row[column])))).ToList();
        if (!ordered)
            texts.Sort(StringComparer.Ordinal);
        return texts;
    }

    private static string Text(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G6", CultureInfo.InvariantCulture)
            : text;
    }

    private static IEnumerable<int[]> Orders(int count) =>
        count > MostColumns ? [[.. Enumerable.Range(0, count)]] : Permute([.. Enumerable.Range(0, count)], 0);

    private static IEnumerable<int[]> Permute(int[] order, int from)
    {
        if (from >= order.Length - 1)
        {
            yield return (int[])order.Clone();
            yield break;
        }

        for (var i = from; i < order.Length; i++)
        {
            (order[from], order[i]) = (order[i], order[from]);
            foreach (var permuted in Permute(order, from + 1))
                yield return permuted;
            (order[from], order[i]) = (order[i], order[from]);
        }
    }
}
