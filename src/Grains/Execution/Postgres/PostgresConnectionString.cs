using System.Collections.Frozen;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>Connection strings of a source: key and value pairs, or a <c>postgresql://</c> URI as libpq writes it (chapter 34.1 of the manual).</summary>
/// <remarks>Messages never carry the string: it holds a password, and may be the value of a variable that the caller merely named.</remarks>
public static class PostgresConnectionString
{
    private static readonly FrozenDictionary<string, string> UriKeys = new Dictionary<string, string>
    {
        ["sslmode"] = "SSL Mode", ["application_name"] = "Application Name", ["connect_timeout"] = "Timeout", ["target_session_attrs"] = "Target Session Attributes",
        ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key", ["channel_binding"] = "Channel Binding",
        ["user"] = "Username", ["password"] = "Password", ["host"] = "Host", ["port"] = "Port", ["dbname"] = "Database",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts of a connection string, its environment reference resolved; or a problem that names the field.</summary>
    /// <param name="field">What the string was given as.</param>
    /// <param name="text">The string, or <c>env:NAME</c>.</param>
    public static Outcome<NpgsqlConnectionStringBuilder> Read(string field, string text)
    {
        var resolved = EnvironmentReference.Resolve(text, field);
        if (!resolved.Succeeded)
        {
            return resolved.Problem;
        }

        try
        {
            var value = resolved.Value.Trim();
            var builder = IsUri(value) ? OfUri(value) : new NpgsqlConnectionStringBuilder(value);
            return string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Username) || string.IsNullOrEmpty(builder.Database)
                ? Problem.Invalid(field, "A PostgreSQL source needs host, user and database: 'Host=...;Username=...;Password=...;Database=...' or 'postgresql://user:password@host:5432/database'.")
                : builder;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return Problem.Invalid(field, "It is no PostgreSQL connection string: write 'Host=...;Username=...;Password=...;Database=...' or 'postgresql://user:password@host:5432/database', and only options that the driver knows.");
        }
    }

    private static bool IsUri(string text) =>
        text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfUri(string text)
    {
        // Several hosts make no System.Uri, so the parts are cut by hand: user:password @ hosts / database ? options.
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (path, options) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var at = path.LastIndexOf('@');
        var (hosts, database) = Cut(path[(at + 1)..], path[(at + 1)..].IndexOf('/', StringComparison.Ordinal));
        var builder = new NpgsqlConnectionStringBuilder { Host = hosts, Database = Uri.UnescapeDataString(database) };
        if (hosts.Length > 0 && !hosts.Contains(',', StringComparison.Ordinal))
        {
            var address = new Uri($"tcp://{hosts}");
            (builder.Host, builder.Port) = (address.Host.Trim('[', ']'), address.IsDefaultPort || address.Port < 0 ? NpgsqlConnection.DefaultPort : address.Port);
        }

        if (at >= 0)
        {
            var (user, password) = Cut(path[..at], path.IndexOf(':', StringComparison.Ordinal) is var colon && colon < at ? colon : -1);
            (builder.Username, builder.Password) = (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }

        foreach (var option in options.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(option, option.IndexOf('=', StringComparison.Ordinal));
            builder[UriKeys[key]] = key.Equals("sslmode", StringComparison.OrdinalIgnoreCase) || key.Equals("target_session_attrs", StringComparison.OrdinalIgnoreCase)
                ? Uri.UnescapeDataString(value).Replace("-", "", StringComparison.Ordinal) : Uri.UnescapeDataString(value);
        }

        return builder;
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
}
