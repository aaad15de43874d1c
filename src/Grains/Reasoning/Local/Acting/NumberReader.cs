using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Reads numbers for a column: by themselves, or as what is added to it or multiplies it.</summary>
internal static class NumberReader
{
    public static ReadValue Given(ColumnRef column, string text, SqlDialect dialect, IReadOnlySet<string> currencies)
    {
        var tokens = Phrase.Tokens(text.Trim().TrimStart('$', '€', '£').TrimEnd('%', '€'));
        if (tokens is not [{ Kind: TokenKind.Number } number, .. var units] || units.Length > 1 || units.Any(unit => !IsUnit(column, unit, currencies)) || text.StartsWith('-'))
            return ReadValue.Not($"{ValueReader.Name(column)} is a number; \"{text}\" is none.");
        if (column.Column.Type == LogicalType.Integer && number.Number != decimal.Truncate(number.Number))
            return ReadValue.Not($"{ValueReader.Name(column)} is a whole number; {text} is none.");
        var literal = dialect.Literal(number.Number);
        return new() { Sql = literal, Plain = literal, Words = literal };
    }

    public static ReadValue Relative(ColumnRef column, NewValue value, SqlDialect dialect)
    {
        if (!column.IsNumeric || column.Role != ColumnRole.Measure || PostgresTypes.IsMoney(column.Column))
            return ReadValue.Not($"{ValueReader.Name(column)} is not a number to reckon with.");
        var name = dialect.Name(column.Column.Name);
        if (value.Kind == NewValueKind.Plus)
            return new() { Sql = $"{name} {(value.Number < 0 ? "-" : "+")} {dialect.Literal(Math.Abs(value.Number))}", Words = $"{dialect.Literal(Math.Abs(value.Number))} {(value.Number < 0 ? "less" : "more")} than it is" };
        var product = $"{name} * {dialect.Literal(value.Number)}";
        var isWhole = column.Column.Type == LogicalType.Integer && value.Number != decimal.Truncate(value.Number);
        return new() { Sql = isWhole ? $"CAST(ROUND({product}) AS integer)" : product, Words = $"{dialect.Literal(value.Number)} times what it is" };
    }

    // "45 days" for payment_days, "5,000 euros" for an amount: a unit that the column does not speak of would be another number.
    private static bool IsUnit(ColumnRef column, Token unit, IReadOnlySet<string> currencies) =>
        currencies.Contains(unit.Lower) || unit.Lower is "percent" && IsCalled(column, "percent", "rate", "share", "probability") || Tokenizer.Identifier(column.Column.Name).Any(word => word.Stem == unit.Stem);

    private static bool IsCalled(ColumnRef column, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (column.Column.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
