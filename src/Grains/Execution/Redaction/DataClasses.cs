using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentCluster.Discovery;

namespace AgentCluster.Execution.Redaction;

/// <summary>
/// Which columns hold personal data, money or secrets: by the words of their names, and by the format of the values that discovery saw.
/// Wrong towards care: a class too many raises a risk, one too few hides it.
/// </summary>
public static partial class DataClasses
{
    // Of this share of the values seen a format has to be, so that one odd value makes no column personal.
    private const double Share = 0.5;

    private const int LongestName = 3;

    /// <summary>What a column holds.</summary>
    /// <param name="column">The column with its profile.</param>
    public static ImmutableArray<DataClass> Of(CatalogColumn column)
    {
        var words = WordsOf(column.Name);
        var values = column.Profile is { } profile ? profile.Samples.AddRange(profile.Values.Select(value => value.Value)) : [];
        var classes = ImmutableArray.CreateBuilder<DataClass>();
        if (Names(words, DataClassNames.Personal) || IsMostly(values, value => MailAddress().IsMatch(value) || Telephone().IsMatch(value) || HasKind(value, IsPersonal)))
        {
            classes.Add(DataClass.Personal);
        }

        if ((column.Type is not (LogicalType.Boolean or LogicalType.Date or LogicalType.Timestamp) && Names(words, DataClassNames.Money)) || IsMostly(values, value => HasKind(value, IsAccount)))
        {
            classes.Add(DataClass.Money);
        }

        if (Names(words, DataClassNames.Secret) || IsMostly(values, value => HasKind(value, kind => !IsPersonal(kind) && !IsAccount(kind))))
        {
            classes.Add(DataClass.Secret);
        }

        return classes.ToImmutable();
    }

    /// <summary>What a statement touches: the columns it names if it reads or updates, else all of the relations it touches.</summary>
    /// <param name="inspection">The engine's inspection of it.</param>
    /// <param name="catalog">The catalog of its source, or null before there is one: what discovery has not seen is known by its name alone.</param>
    public static ImmutableArray<DataClass> Of(Inspection inspection, Catalog? catalog)
    {
        // An insert or a delete is about whole rows whatever columns it names; so may be anything that is dangerous.
        var named = inspection.Verdict == Verdict.Read || (inspection.Verdict == Verdict.Write && inspection.Kind is "select" or "update");
        var tables = inspection.Relations.Select(relation => catalog?.Table(relation)).OfType<CatalogTable>().ToList();
        var seen = tables.SelectMany(table => table.Columns.Where(column => !named || inspection.Columns.Any(name => IsNamed(name, table, column))));
        var unseen = inspection.Columns
            .Where(name => !tables.Exists(table => table.Columns.Any(column => IsNamed(name, table, column))))
            .Select(name => new CatalogColumn { Name = name[(name.LastIndexOf('.') + 1)..] });
        return [.. seen.Concat(unseen).SelectMany(column => Of(column)).Distinct().Order()];
    }

    /// <summary>Whether a field or column of that name holds credentials.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsSecretName(string name) => Names(WordsOf(name), DataClassNames.Secret);

    private static bool IsNamed(string name, CatalogTable table, CatalogColumn column) =>
        name.Equals($"{table.Name}.{column.Name}", StringComparison.OrdinalIgnoreCase)
        || name.Equals($"{table.Schema}.{table.Name}.{column.Name}", StringComparison.OrdinalIgnoreCase);

    // Whether one word of the name, or up to three that follow each other, are in the list.
    private static bool Names(string[] words, FrozenSet<string> list)
    {
        for (var from = 0; from < words.Length; from++)
        {
            for (var count = 1; count <= LongestName && from + count <= words.Length; count++)
            {
                var name = string.Concat(words.AsSpan(from, count));
                if (list.Contains(name) || list.Contains(Singular(name, "s")) || list.Contains(Singular(name, "es")))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Singular(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    private static string[] WordsOf(string name) => [.. Word().Matches(name).Select(match => match.Value.ToLowerInvariant())];

    private static bool IsMostly(ImmutableArray<string> values, Func<string, bool> format) =>
        !values.IsEmpty && values.Count(format) >= Share * values.Length;

    private static bool HasKind(string value, Func<string, bool> wanted) => Secrets.Find(value) is { } kind && wanted(kind);

    private static bool IsPersonal(string kind) => kind == SensitivePatterns.SocialSecurity;

    private static bool IsAccount(string kind) => kind is SensitivePatterns.Card or SensitivePatterns.BankAccount;

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+\z")]
    private static partial Regex MailAddress();

    // ITU-T E.164 as people write it: with its country code, or in groups.
    [GeneratedRegex(@"\A(?:\+[0-9](?:[ ./()-]?[0-9]){6,14}|\(?0[0-9]{1,4}\)?[ /-][0-9](?:[ -]?[0-9]){4,9}|\(?[0-9]{3}\)?[ -][0-9]{3}-[0-9]{4})\z")]
    private static partial Regex Telephone();
}
