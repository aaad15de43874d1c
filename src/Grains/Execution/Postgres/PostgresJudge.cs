namespace AgentCluster.Execution.Postgres;

/// <summary>From what the server's trees name to a verdict. Anything not proven harmless is not a read.</summary>
internal sealed class PostgresJudge(PostgresCatalog catalog, SourceSettings settings)
{
    private readonly ObjectGlobs _denied = ObjectGlobs.Denied(settings);
    private readonly ObjectGlobs _readOnly = ObjectGlobs.ReadOnly(settings);
    private readonly List<(Verdict Verdict, string Reason)> _findings = [];

    /// <summary>Adds a finding from elsewhere.</summary>
    public void Add(Verdict verdict, string reason)
    {
        if (verdict != Verdict.Read && !_findings.Contains((verdict, reason)))
        {
            _findings.Add((verdict, reason));
        }
    }

    /// <summary>Judges what one statement's trees name.</summary>
    /// <param name="trace">The trees.</param>
    /// <param name="parameters">How many parameters have values.</param>
    public void Judge(PostgresTrace trace, int parameters)
    {
        if (trace.Parameters > parameters)
        {
            Add(Verdict.Forbidden, $"Parameter ${trace.Parameters} has no value.");
        }

        foreach (var (oid, view) in trace.Relations)
        {
            Read(oid, view);
        }

        foreach (var oid in trace.Functions)
        {
            Call(oid);
        }

        if (trace.Types.Any(catalog.HazardTypes.Contains))
        {
            Add(Verdict.Dangerous, "Uses a type whose values are checked by a function of a user.");
        }

        foreach (var oid in trace.Locked)
        {
            Touch(oid, "Locks rows of");
        }

        foreach (var change in trace.Changes)
        {
            Change(change);
        }

        if (trace.Changes.Count > 1)
        {
            Add(Verdict.Dangerous, "Changes rows in more than one place.");
        }

        if (trace.Calls.Any(new PostgresSizes(catalog).IsHuge))
        {
            Add(Verdict.Forbidden, $"Makes a value of more than {PostgresSizes.Max / 1_000_000} MB, or of a length that only running it would tell.");
        }
    }

    /// <summary>Judges what a statement without a tree reaches: what may not be written, and calls that nobody may make.</summary>
    /// <param name="reached">What it reaches.</param>
    /// <param name="changesRows">Whether it may change rows, and so set off cascades.</param>
    public void Reach(PostgresTrace reached, bool changesRows)
    {
        foreach (var relation in reached.Relations.Keys.Select(oid => catalog.Relations.GetValueOrDefault(oid)).OfType<PostgresRelation>())
        {
            Spare([relation.Shown, .. relation.Family, .. changesRows ? relation.DeleteCascades.Concat(relation.UpdateCascades) : []], "Reaches");
        }

        foreach (var function in reached.Functions.Select(oid => catalog.Functions.GetValueOrDefault(oid)).OfType<PostgresFunction>())
        {
            var isForbidden = PostgresFunctions.Verdict(function) == Verdict.Forbidden;
            Add(isForbidden ? Verdict.Forbidden : Verdict.Read, $"Names {function.Shown}, which reaches beyond the rows of the database.");
        }
    }

    /// <summary>The inspection of everything that was added and judged.</summary>
    public Inspection Conclude(string kind, PostgresTrace trace)
    {
        var verdict = _findings.Count == 0 ? Verdict.Read : _findings.Max(finding => finding.Verdict);
        return new()
        {
            Verdict = verdict,
            Kind = kind,
            Reasons = [.. _findings.Where(finding => finding.Verdict == verdict).Select(finding => finding.Reason)],
            Relations = [.. trace.Relations.Keys.Select(Shown).OfType<string>().Order(StringComparer.Ordinal)],
            Columns = [.. trace.Columns.Select(column => $"{Shown(column.Relation)}.{column.Column}").Distinct().Order(StringComparer.Ordinal)],
            Functions = [.. trace.Functions.Select(oid => catalog.Functions.GetValueOrDefault(oid)?.Shown).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private string? Shown(uint oid) => catalog.Relations.GetValueOrDefault(oid)?.Shown;

    private void Read(uint oid, uint? view)
    {
        if (!catalog.Relations.TryGetValue(oid, out var relation))
        {
            Add(Verdict.Forbidden, "Touches a relation that the catalog does not list.");
        }
        else if (IsOfServer(relation))
        {
            Add(PostgresSystemRelations.IsReadable(relation, view is not null) ? Verdict.Read : Verdict.Forbidden, $"Reads {relation.Shown}, which is out of bounds.");
        }
        else if (relation.ReachesOut)
        {
            Add(Verdict.Forbidden, $"Reads {relation.Shown}, which reaches another server.");
        }
        else if (_denied.Matches(relation.Schema, relation.Name) || relation.Family.Any(IsDenied))
        {
            Add(Verdict.Forbidden, $"Reads {relation.Shown}, which is out of bounds.");
        }
    }

    private bool IsDenied(string shown) => IsAny(shown, _denied.Matches);

    /// <summary>Whether <c>schema.name</c> is meant; a dot may be part of either.</summary>
    private static bool IsAny(string shown, Func<string, string, bool> isMeant) =>
        Enumerable.Range(0, shown.Length).Any(i => shown[i] == '.' && isMeant(shown[..i], shown[(i + 1)..]));

    private static bool IsOfServer(PostgresRelation relation) =>
        relation.IsSystem || relation.Schema is "pg_catalog" or "information_schema" || relation.Schema.StartsWith("pg_toast", StringComparison.Ordinal);

    private void Call(uint oid)
    {
        if (!catalog.Functions.TryGetValue(oid, out var function))
        {
            Add(Verdict.Forbidden, "Calls a function that the catalog does not list.");
            return;
        }

        var verdict = PostgresFunctions.Verdict(function);
        Add(verdict, verdict switch
        {
            Verdict.Write => $"Calls {function.Shown}, which moves a sequence.",
            Verdict.Dangerous => $"Calls {function.Shown}, which is not known to be harmless.",
            _ => $"Calls {function.Shown}, which reaches beyond the rows of the database.",
        });
    }

    /// <summary>Rows of a relation are locked or changed: only those of business tables may be.</summary>
    private PostgresRelation? Touch(uint oid, string what)
    {
        if (!catalog.Relations.TryGetValue(oid, out var relation))
        {
            Add(oid == 0 ? Verdict.Write : Verdict.Forbidden, $"{what} something that is no table of its own.");
            return null;
        }

        Add(Verdict.Write, $"{what} {relation.Shown}.");
        Add(IsOfServer(relation) ? Verdict.Forbidden : Verdict.Read, $"{what} {relation.Shown}, which the server itself owns.");
        Spare([relation.Shown, .. relation.Family], what);
        return relation;
    }

    /// <summary>What may not be written must not be reached by a detour either: as a part of another table, or by a cascade.</summary>
    private void Spare(IEnumerable<string> reached, string what)
    {
        foreach (var shown in reached)
        {
            var fault = IsAny(shown, _denied.Matches) ? "is out of bounds"
                : IsAny(shown, (_, name) => ControlTables.Contains(name)) ? "only the platform itself may write"
                : IsAny(shown, _readOnly.Matches) ? "is read-only" : null;
            Add(fault is null ? Verdict.Read : Verdict.Forbidden, $"{what} {shown}, which {fault}.");
        }
    }

    private void Change(PostgresChange change)
    {
        if (Touch(change.Target, "Changes rows of") is not { } target)
        {
            Add(Verdict.Forbidden, "Changes something that the catalog does not list.");
            return;
        }

        if (target.UserCode is not null)
        {
            Add(Verdict.Dangerous, $"Runs {target.UserCode} of {target.Shown}.");
        }

        if (change.Kind is "delete" or "merge")
        {
            Follow(target.DeleteCascades);
        }

        if (change.Updates)
        {
            Follow(target.UpdateCascades);
        }

        if (!new PostgresBounds(catalog).IsBounded(change))
        {
            Add(Verdict.Dangerous, $"Nothing bounds how many rows of {target.Shown} it changes.");
        }
    }

    private void Follow(string[] cascades)
    {
        if (cascades is [var first, ..])
        {
            Add(Verdict.Dangerous, $"Changes {first} as well, by a cascade.");
            Spare(cascades, "Changes, by a cascade,");
        }
    }
}
