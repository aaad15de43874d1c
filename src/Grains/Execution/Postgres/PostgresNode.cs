using System.Collections.Immutable;
using System.Globalization;

namespace AgentCluster.Execution.Postgres;

/// <summary>A node of a tree that the server printed: a name, and fields whose values are atoms (<see cref="string"/>), nodes, or lists of these.</summary>
/// <param name="Name">Kind of node, such as <c>QUERY</c>.</param>
/// <param name="Fields">Its fields in order.</param>
internal sealed record PostgresNode(string Name, ImmutableArray<KeyValuePair<string, object>> Fields)
{
    /// <summary>What the server writes for nothing.</summary>
    public const string Nothing = "<>";

    /// <summary>A field's value; <see cref="Nothing"/> where the server's version has no such field.</summary>
    public object this[string field]
    {
        get
        {
            foreach (var (name, value) in Fields)
            {
                if (name == field)
                {
                    return value;
                }
            }

            return Nothing;
        }
    }

    public string Atom(string field) => this[field] as string ?? "";

    public int Number(string field) => int.TryParse(Atom(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public uint Oid(string field) => OidOf(this[field]);

    public bool Flag(string field) => Atom(field) == "true";

    public PostgresNode? Node(string field) => this[field] as PostgresNode;

    /// <summary>The nodes of a list; empty for anything else.</summary>
    public IEnumerable<PostgresNode> Nodes(string field) => this[field] is List<object> list ? list.OfType<PostgresNode>() : [];

    public static uint OidOf(object value) =>
        uint.TryParse(value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var oid) ? oid : 0;
}
