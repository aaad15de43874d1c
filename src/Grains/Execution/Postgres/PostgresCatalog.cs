using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace AgentCluster.Execution.Postgres;

/// <summary>One state of a source's catalog: what was looked up in it by OID, and the names that make parsing itself run code.</summary>
/// <param name="fingerprint">Identity of the state.</param>
/// <param name="schemas">The schemas that unqualified names are looked up in.</param>
/// <param name="hazards">Names of types, functions and relations whose literals run a user's function while a statement is parsed.</param>
/// <param name="hazardTypes">OIDs of these types.</param>
internal sealed class PostgresCatalog(long fingerprint, string[] schemas, FrozenSet<string> hazards, FrozenSet<uint> hazardTypes)
{
    public long Fingerprint => fingerprint;

    public string[] Schemas => schemas;

    public FrozenSet<string> Hazards => hazards;

    public FrozenSet<uint> HazardTypes => hazardTypes;

    public ConcurrentDictionary<uint, PostgresFunction> Functions { get; } = new();

    public ConcurrentDictionary<uint, PostgresOperator> Operators { get; } = new();

    public ConcurrentDictionary<uint, PostgresRelation> Relations { get; } = new();

    /// <summary>Whether a function may give another result for each row; what is not known may.</summary>
    public bool IsVolatile(uint function) => !Functions.TryGetValue(function, out var known) || known.IsVolatile || !known.IsBuiltIn;
}
