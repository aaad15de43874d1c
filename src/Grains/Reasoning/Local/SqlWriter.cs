using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Writes a query in a dialect. One instance writes one statement. Days are days of the time zone, instants are stored in UTC.</summary>
internal sealed class SqlWriter(SqlDialect dialect, TimeZoneInfo zone)
{
    private int _aliases;

    public static string Write(Query query, SqlDialect dialect, TimeZoneInfo zone) => new SqlWriter(dialect, zone).Statement(query);

    /// <summary>The condition that a statement on the rows' own table has; null when it cannot do without other tables or an order.</summary>
    public static string? Condition(RowSet rows, SqlDialect dialect, TimeZoneInfo zone)
    {
        var writer = new SqlWriter(dialect, zone);
        var scope = new Scope(dialect.Name(rows.Table.Name));
        var where = string.Join(" AND ", rows.Conditions.Select(condition => writer.Write(condition, scope)));
        return rows.Ranking is null && scope.Joins.Count == 0 ? where : null;
    }

    private string Statement(Query query)
    {
        var scope = new Scope(NextAlias());
        var groups = query.GroupBy.ConvertAll(expression => Write(expression, scope));
        var isGrouped = groups.Count > 0 || query.Select.Exists(expression => expression is Aggregate or Share);
        var select = query.Select.ConvertAll(expression => Shown(expression, isGrouped ? InGroup(expression, groups, true, scope) : Write(expression, scope)));
        var having = query.Having is { } filter ? $"{Write(filter.Of, scope)} {filter.Operator} {dialect.Literal(filter.Number)}" : "";
        var where = Where(query.From, scope, out var isRanked);
        var order = isRanked ? (query.From.Ranking!.By, query.From.Ranking.Descending, query.From.Ranking.Limit) : query.Order;
        var orderBy = order is { } chosen ? isGrouped ? InGroup(chosen.By, groups, chosen.Descending, scope) : Write(chosen.By, scope) : "";
        var isDistinct = query.Distinct;
        if (isDistinct && order is { } other && !isGrouped && !select.Contains(orderBy))
        {
            // Rows that are shown once have several places in an order by something else: the first of them counts.
            (isDistinct, groups) = (false, select);
            orderBy = InGroup(other.By, groups, other.Descending, scope);
        }

        var sql = new StringBuilder("SELECT ").Append(isDistinct ? "DISTINCT " : "").AppendJoin(", ", select)
            .Append(" FROM ").Append(From(query.From.Table, scope)).Append(where);
        Append(sql, " GROUP BY ", string.Join(", ", groups));
        Append(sql, " HAVING ", having);
        Append(sql, " ORDER BY ", order is { } by ? dialect.Ordered(orderBy, by.Descending, by.By.MayBeNull) : "");
        Append(sql, " LIMIT ", order?.Limit?.ToString(CultureInfo.InvariantCulture) ?? "");
        return sql.ToString();
    }

    // What is neither grouped by nor a function of the group has many values in it; engines differ in which they take, if any.
    private string InGroup(Expression expression, List<string> groups, bool greatest, Scope scope)
    {
        var sql = Write(expression, scope);
        return expression is Aggregate or Share || groups.Contains(sql) ? sql : Function(greatest ? "MAX" : "MIN", sql, (expression as Attribute)?.Column);
    }

    private string Function(string function, string operand, ColumnRef? column) =>
        column is not null && function is ("MAX" or "MIN") ? dialect.Extreme(operand, column, function == "MAX") : $"{function}({operand})";

    private string Shown(Expression expression, string sql) =>
        expression is Share or Aggregate { Function: "AVG" } or RelatedAggregate { Function: "AVG" } ? dialect.Fraction(sql) : sql;

    private string From(CatalogTable table, Scope scope)
    {
        var sql = new StringBuilder(dialect.Table(table)).Append(" AS ").Append(scope.Alias);
        foreach (var join in scope.Joins)
            sql.Append(" LEFT JOIN ").Append(dialect.Table(join.Hop.To)).Append(" AS ").Append(join.Alias).Append(" ON ").Append(On(join.Hop, join.From, join.Alias));
        return sql.ToString();
    }

    // A ranking that keeps one place becomes a comparison with the best value, so that ties show; a longer one becomes ORDER BY and LIMIT.
    private string Where(RowSet set, Scope scope, out bool isRanked)
    {
        var parts = set.Conditions.Select(condition => Write(condition, scope)).ToList();
        isRanked = set.Ranking is { Limit: not 1 };
        if (set.Ranking is { Limit: 1 } ranking)
            parts.Add($"{Write(ranking.By, scope)} = ({Over(ranking.Descending ? "MAX" : "MIN", ranking.By, set)})");
        return parts.Count == 0 ? "" : " WHERE " + string.Join(" AND ", parts);
    }

    private string Over(string function, Expression of, RowSet set)
    {
        var scope = new Scope(NextAlias());
        var operand = Write(of, scope);
        var where = set.Conditions.Select(condition => Write(condition, scope)).ToList();
        return $"SELECT {Function(function, operand, (of as Attribute)?.Column)} FROM {From(set.Table, scope)}{(where.Count == 0 ? "" : " WHERE " + string.Join(" AND ", where))}";
    }

    private string Write(Expression expression, Scope scope) => expression switch
    {
        Attribute attribute => Column(attribute, scope),
        PeriodOf period => dialect.Period(Column(period.Date, scope), period.Date.Column, period.Unit, zone),
        Aggregate { Operand: null } => "COUNT(*)",
        Aggregate aggregate => Function(aggregate.Function, $"{(aggregate.Distinct ? "DISTINCT " : "")}{Column(aggregate.Operand, scope)}", aggregate.Operand.Column),
        RelatedAggregate related => Related(related, scope),
        Share share => $"100.0 * SUM(CASE WHEN {string.Join(" AND ", share.Of.Select(condition => Write(condition, scope)))} THEN 1 ELSE 0 END) / COUNT(*)",
        _ => throw new InvalidOperationException($"No SQL for {expression.GetType().Name}."),
    };

    private string Column(Attribute attribute, Scope scope)
    {
        var alias = scope.Alias;
        foreach (var hop in attribute.Path)
            alias = scope.Join(hop, alias, NextAlias);
        return Column(attribute.Column, alias);
    }

    private string Column(ColumnRef column, string alias) => dialect.Value($"{alias}.{dialect.Name(column.Column.Name)}", column);

    private string Related(RelatedAggregate related, Scope scope)
    {
        var inner = Correlated(related.Path, related.Target, scope.Alias, out var alias);
        var operand = related.Column is { } column ? Column(column, alias) : "*";
        return $"(SELECT {Function(related.Function, operand, related.Column)}{inner})";
    }

    private string Correlated(ImmutableArray<JoinHop> path, RowSet target, string outer, out string last)
    {
        var aliases = path.Select(_ => NextAlias()).ToArray();
        var sql = new StringBuilder(" FROM ").Append(dialect.Table(path[0].To)).Append(" AS ").Append(aliases[0]);
        for (var i = 1; i < path.Length; i++)
            sql.Append(" JOIN ").Append(dialect.Table(path[i].To)).Append(" AS ").Append(aliases[i]).Append(" ON ").Append(On(path[i], aliases[i - 1], aliases[i]));
        last = aliases[^1];
        sql.Append(" WHERE ").Append(On(path[0], outer, aliases[0]));
        foreach (var condition in target.Conditions)
            sql.Append(" AND ").Append(Write(condition, new Scope(last)));
        return sql.ToString();
    }

    private string Write(Condition condition, Scope scope) => condition switch
    {
        Comparison comparison => dialect.Compare(Column(comparison.Column, scope.Alias), comparison.Column, comparison.Operator, comparison.Values),
        WithinSpan within => Write(within.Span, within.Column, Column(within.Column, scope.Alias)),
        Absence absence => $"{Column(absence.Column, scope.Alias)} IS {(absence.IsNull ? "" : "NOT ")}NULL",
        Either either => $"({string.Join(" OR ", either.Of.Select(part => Write(part, scope)))})",
        RowComparison comparison => $"{Write(comparison.Left, scope)} {comparison.Operator} ({Over(comparison.Function, comparison.Of, comparison.Rows)})",
        RelatedCondition { Count: { } count } related =>
            $"(SELECT COUNT(*){Correlated(related.Path, related.Target, scope.Alias, out _)}) {count.Operator} {dialect.Literal(count.Number)}",
        RelatedCondition related => Membership(related, scope.Alias),
        _ => throw new InvalidOperationException($"No SQL for {condition.GetType().Name}."),
    };

    private string Write(DateSpan span, ColumnRef column, string name)
    {
        var parts = new List<string>(2);
        if (span.From is { } from)
            parts.Add($"{name} >= {Midnight(from, column)}");
        if (span.Before is { } before)
            parts.Add($"{name} < {Midnight(before, column)}");
        return string.Join(" AND ", parts);
    }

    // ISO 8601 text sorts as time does: in UTC a bare day compares rightly with instants too.
    private string Midnight(DateOnly day, ColumnRef column)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        if (column.Column.Type != LogicalType.Timestamp || zone.GetUtcOffset(start) == TimeSpan.Zero)
            return dialect.Literal(day);
        // Where clocks go forward at midnight, the day begins at the first time there is.
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(15);
        return dialect.Instant(TimeZoneInfo.ConvertTimeToUtc(start, zone), column);
    }

    private string Membership(RelatedCondition related, string outer)
    {
        var hop = related.Path[0];
        var rest = related.Path.RemoveAt(0);
        if (hop.FromColumns.Length != 1)
            return $"{(related.Negated ? "NOT " : "")}EXISTS (SELECT 1{Correlated(related.Path, related.Target, outer, out _)})";
        var inner = rest.IsEmpty ? related.Target : new RowSet(hop.To) { Conditions = { new RelatedCondition(rest, related.Target, Negated: false) } };
        var scope = new Scope(NextAlias());
        var (column, key) = Sides(hop, 0, outer, scope.Alias);
        var where = Where(inner, scope, out var isRanked);
        var limit = isRanked ? $" ORDER BY {dialect.Ordered(Write(inner.Ranking!.By, scope), inner.Ranking.Descending, inner.Ranking.By.MayBeNull)} LIMIT {inner.Ranking.Limit}" : "";
        if (related.Negated)
            where += (where.Length == 0 ? " WHERE " : " AND ") + key + " IS NOT NULL";
        var membership = $"{column} {(related.Negated ? "NOT " : "")}IN (SELECT {key} FROM {From(hop.To, scope)}{where}{limit})";
        // What refers to nothing is in no set.
        return related.Negated && hop.MayLeadNowhere ? $"({membership} OR {column} IS NULL)" : membership;
    }

    private string On(JoinHop hop, string from, string to) => string.Join(" AND ", hop.FromColumns.Select((_, index) =>
    {
        var (left, right) = Sides(hop, index, from, to);
        return $"{right} = {left}";
    }));

    // A declared relationship is between columns that compare; an inferred one rests on values that look alike.
    private (string From, string To) Sides(JoinHop hop, int index, string from, string to)
    {
        var (left, right) = ($"{from}.{dialect.Name(hop.FromColumns[index])}", $"{to}.{dialect.Name(hop.ToColumns[index])}");
        return hop.Confidence < 1 && hop.From.Column(hop.FromColumns[index]) is { } one && hop.To.Column(hop.ToColumns[index]) is { } other
            ? (dialect.Equated(left, one, other), dialect.Equated(right, other, one))
            : (left, right);
    }

    private string NextAlias() => "t" + (++_aliases).ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder sql, string keyword, string part)
    {
        if (part.Length > 0)
            sql.Append(keyword).Append(part);
    }
}
