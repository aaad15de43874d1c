using AgentCluster.Discovery;
using AgentCluster.Execution.Postgres;
using AgentCluster.Execution.Sqlite;

namespace AgentCluster.Execution.Redaction;

/// <summary>Masks personal data of a source in what is shown outside the cluster. What the catalog does not know is masked.</summary>
/// <param name="catalog">The catalog of the source, or null before there is one.</param>
public sealed class PersonalMask(Catalog? catalog)
{
    /// <summary>A value of a row, or the mark.</summary>
    /// <param name="table">The table as the catalog spells it, or null when it is not known.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public string Value(string? table, string column, string value) => IsPersonal(table, column) ? PersonalText.Mark : PersonalText.Mask(value);

    /// <summary>A statement: without its literals where it names a column with personal data, or adds rows to a table that has one.</summary>
    /// <param name="sql">The statement.</param>
    public string Statement(string sql)
    {
        if (catalog is null)
        {
            // Nobody knows what is a literal in it.
            return PersonalText.Mark;
        }

        var (literals, names) = catalog.Dialect == "postgres" ? Postgres(sql) : Sqlite(sql);
        if (names.Exists(name => IsPersonal(null, name, inDoubt: false)) || (names.Contains("into", StringComparer.OrdinalIgnoreCase) && names.Exists(IsOfPersons)))
        {
            for (var i = literals.Count - 1; i >= 0; i--)
            {
                sql = string.Concat(sql.AsSpan(0, literals[i].Start), PersonalText.Mark, sql.AsSpan(literals[i].End));
            }
        }

        return PersonalText.Mask(sql);
    }

    private bool IsPersonal(string? table, string column, bool inDoubt = true)
    {
        var tables = (table is not null && catalog?.Table(table) is { } only ? [only] : catalog?.Tables ?? [])
            .Where(known => known.Columns.Any(Named)).ToList();
        return tables.Count == 0
            ? inDoubt || IsPersonal(new CatalogColumn { Name = column })
            : tables.Exists(known => known.Columns.Any(found => Named(found) && IsPersonal(found)) || (IsName(column) && IsOfPersons(known)));

        bool Named(CatalogColumn known) => known.Name.Equals(column, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsOfPersons(string name) => catalog?.Table(name) is { } table && IsOfPersons(table);

    private static bool IsOfPersons(CatalogTable table) => table.Columns.Any(IsPersonal);

    // What somebody is called who has an address or a birthday.
    private static bool IsName(string column) => column.Contains("name", StringComparison.OrdinalIgnoreCase);

    private static bool IsPersonal(CatalogColumn column) => DataClasses.Of(column).Any(found => found is DataClass.Personal or DataClass.Secret);

    private static (List<(int Start, int End)> Literals, List<string> Names) Postgres(string sql)
    {
        var tokens = PostgresLexer.Read(sql);
        return (
            [.. tokens.Where(token => token.Kind == PostgresTokenKind.Literal && !IsParameter(sql, token.Start)).Select(token => (token.Start, token.End))],
            [.. tokens.Where(token => token.Kind is PostgresTokenKind.Word or PostgresTokenKind.QuotedName).Select(token => token.Text)]);
    }

    private static bool IsParameter(string sql, int start) => sql[start] == '$' && start + 1 < sql.Length && char.IsAsciiDigit(sql[start + 1]);

    private (List<(int Start, int End)> Literals, List<string> Names) Sqlite(string sql)
    {
        var (literals, names) = (new List<(int Start, int End)>(), new List<string>());
        for (var lexer = new SqliteLexer(sql); lexer.MoveNext();)
        {
            var name = lexer.Text.ToString();

            // A name in double quotes that names nothing is a string to SQLite (https://www.sqlite.org/quirks.html).
            if (lexer.Kind == SqliteTokenKind.Number || sql[lexer.Start] == '\'' || (sql[lexer.Start] == '"' && !IsKnown(name)))
            {
                Add(literals, lexer.Start, lexer.End);
            }
            else if (lexer.Kind is SqliteTokenKind.Word or SqliteTokenKind.Quoted)
            {
                names.Add(name);
            }
        }

        return (literals, names);
    }

    // A doubled quote reads as two literals side by side.
    private static void Add(List<(int Start, int End)> literals, int start, int end)
    {
        if (literals is [.., var last] && last.End == start)
        {
            literals[^1] = (last.Start, end);
        }
        else
        {
            literals.Add((start, end));
        }
    }

    private bool IsKnown(string name) => catalog?.Table(name) is not null || catalog?.Tables.Any(table => table.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) == true;
}
