using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Grains.Tests.Discovery.Postgres;

[Trait("Category", "PostgresSource")]
public sealed class PostgresCatalogReaderTests : IAsyncLifetime
{
    private PostgresSourceDatabase _database = null!;
    private Catalog _catalog = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresSourceDatabase.CreateAsync(Brewery.Script, Brewery.Cellar);
        _catalog = await _database.ReadAsync(name => !ObjectGlobs.Denied(new SourceSettings { Provider = SourceProvider.Postgres, ConnectionString = "" }).Matches(name[..name.IndexOf('.')], name[(name.IndexOf('.') + 1)..]));
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public void Read_Tables_AreThoseOfTheBusinessBySchemaAndName()
    {
        Assert.Equal(
            ["cellar.hop Table", "brew Table", "hop Table", "stages MaterializedView", "strong View", "tasting PartitionedTable"],
            _catalog.Tables.Select(table => $"{table.Identifier} {table.Kind}"));
        Assert.Equal(("postgres", "default"), (_catalog.Dialect, _catalog.Source));
        Assert.Equal("Hops in stock", _catalog.Table("hop")!.Comment);
    }

    [Fact]
    public void Read_Columns_HaveTypesDefaultsAndComments()
    {
        var brew = _catalog.Table("brew")!;

        Assert.Equal(
            [
                ("brew_id", "bigint", LogicalType.Integer), ("stage", "brew_stage", LogicalType.Text), ("gravity", "plato", LogicalType.Number), ("hop_id", "integer", LogicalType.Integer),
                ("litres", "numeric(8,2)", LogicalType.Number), ("label", "text", LogicalType.Text), ("shouted", "text", LogicalType.Text), ("tags", "text[]", LogicalType.Unknown),
                ("notes", "jsonb", LogicalType.Json), ("brewed_on", "date", LogicalType.Date), ("started_at", "timestamp with time zone", LogicalType.Timestamp),
            ],
            brew.Columns.Select(column => (column.Name, column.DeclaredType, column.Type)));
        Assert.Equal(("by default", false), (brew.Column("brew_id")!.Identity, brew.Column("brew_id")!.Nullable));
        Assert.Equal(("'mash'::brew_stage", "now()"), (brew.Column("stage")!.Default, brew.Column("started_at")!.Default));
        Assert.Equal(("numeric(4,1)", null), (brew.Column("gravity")!.BaseType, brew.Column("litres")!.BaseType));
        Assert.True(brew.Column("shouted")!.Generated);
        Assert.False(brew.Column("label")!.Generated);
        Assert.Equal("What it smells of", _catalog.Table("hop")!.Column("aroma")!.Comment);
    }

    [Fact]
    public void Read_Keys_AreDeclaredRelationshipsAcrossSchemas()
    {
        Assert.Equal(
            ["brew(hop_id) -> hop(hop_id) cascade", "cellar.hop(brew_id) -> brew(brew_id) no action", "tasting(brew_id) -> brew(brew_id) no action"],
            _catalog.Relationships.Select(r => $"{CatalogNames.Of(r)} {r.OnDelete}").Order(StringComparer.Ordinal));
        Assert.Equal(["taken_on", "brew_id"], _catalog.Table("tasting")!.PrimaryKey.ToArray());
        Assert.Equal(["brew_id"], _catalog.Table("brew")!.PrimaryKey.ToArray());
    }

    [Fact]
    public void Read_Rules_AreIndexesChecksTriggersPoliciesAndPartitions()
    {
        var brew = _catalog.Table("brew")!;

        Assert.Equal(["brew_lower() False", "brew_stage_on(stage,brewed_on) True"], brew.Indexes.Select(i => $"{i.Name}({string.Join(',', i.Columns)}) {i.Partial}"));
        Assert.Equal(["hop_name_key"], _catalog.Table("hop")!.Indexes.Where(i => i.Unique).Select(i => i.Name));
        Assert.Equal([("litres_positive", "(litres > (0)::numeric)")], brew.Checks.Select(check => (check.Name, check.Expression)));
        Assert.StartsWith("CREATE TRIGGER brew_touch BEFORE UPDATE", Assert.Single(brew.Triggers).Definition, StringComparison.Ordinal);
        var shelf = _catalog.Table("cellar.hop")!;
        Assert.True(shelf.RowSecurity);
        var policy = Assert.Single(shelf.Policies);
        Assert.Equal(("own_shelf", "select", true, "(shelf <> 'owner'::text)"), (policy.Name, policy.Command, policy.Permissive, policy.Using));
        Assert.Equal(["public"], policy.Roles.ToArray());
        Assert.Contains(shelf.Grants, grant => grant.Grantee == PostgresSourceDatabase.Reader && grant.Privileges.SequenceEqual(["select"]));
        var tasting = _catalog.Table("tasting")!;
        Assert.Equal("RANGE (taken_on)", tasting.PartitionKey);
        Assert.Equal([("tasting_2025", "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"), ("tasting_2026", "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")], tasting.Partitions.Select(p => (p.Name, p.Bound)));
        Assert.Contains("gravity", _catalog.Table("strong")!.Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TypesAndFunctions_AreTheSourcesOwn()
    {
        Assert.Equal(["mash", "boil", "ferment", "bottle"], Assert.Single(_catalog.Enums).Labels.ToArray());
        var plato = Assert.Single(_catalog.Domains);
        Assert.Equal(("plato", "numeric(4,1)", false, "12.0"), (plato.Name, plato.BaseType, plato.Nullable, plato.Default));
        Assert.Equal("plato_range", Assert.Single(plato.Checks).Name);
        Assert.Equal(["rack(bigint) procedure", "strength(numeric, numeric) function", "touch() function"], _catalog.Functions.Select(f => $"{f.Name}({f.ArgumentTypes}) {f.Kind}"));
        var strength = _catalog.Functions[1];
        Assert.Equal(("gravity numeric, attenuation numeric DEFAULT 0.8", "numeric", "immutable", "sql", "By volume"), (strength.Arguments, strength.Result, strength.Volatility, strength.Language, strength.Comment));
        Assert.True(_catalog.Functions[2].SecurityDefiner);
        Assert.Equal(16, strength.BodyHash.Length);
    }

    [Fact]
    public void Read_Rows_GiveCountsRangesAndValueSets()
    {
        var brew = _catalog.Table("brew")!;

        Assert.Equal((300L, 26L, 400L), (brew.RowCount, _catalog.Table("hop")!.RowCount, _catalog.Table("tasting")!.RowCount));
        Assert.Equal(["mash 100", "boil 100", "ferment 100", "bottle 0"], brew.Column("stage")!.Profile!.Values.Select(v => $"{v.Value} {v.Count}"));
        Assert.Equal(("10", "17"), (brew.Column("gravity")!.Profile!.Min, brew.Column("gravity")!.Profile!.Max));
        Assert.Equal(("2025-01-01", "2025-10-27"), (brew.Column("brewed_on")!.Profile!.Min, brew.Column("brewed_on")!.Profile!.Max));
        Assert.Equal(300, brew.Column("notes")!.Profile!.Nulls);
        Assert.Equal(["citrus", "earth", "pine"], _catalog.Table("hop")!.Column("aroma")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal));
        Assert.Equal("mash", _catalog.Table("stages")!.Column("stage")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal).Last());
    }

    [Fact]
    public void Read_RowsUnderPolicy_AreThoseThatTheLoginSees() =>
        Assert.Equal(["left"], _catalog.Table("cellar.hop")!.Column("shelf")!.Profile!.Values.Select(v => v.Value));

    [Fact]
    public void Table_Names_FollowTheSearchPath()
    {
        Assert.Equal("public", _catalog.Table("hop")!.Schema);
        Assert.Equal("cellar", _catalog.Table("CELLAR.Hop")!.Schema);
        Assert.Equal("public", _catalog.Table("public.hop")!.Schema);
        Assert.Null(_catalog.Table("other.hop"));
    }

    [Fact]
    public async Task Read_WithoutRows_IsTheStructureOnly()
    {
        var structure = await _database.ReadAsync(rows: false);

        Assert.Equal(["stage"], structure.Table("brew")!.Columns.Where(column => column.Profile is not null).Select(column => column.Name));
        Assert.Equal(["mash 0", "boil 0", "ferment 0", "bottle 0"], structure.Table("brew")!.Column("stage")!.Profile!.Values.Select(v => $"{v.Value} {v.Count}"));
        Assert.Equal(_catalog.Table("brew")!.Fingerprint, structure.Table("brew")!.Fingerprint);
    }

    [Fact]
    public async Task Read_DeniedObjects_StayHidden()
    {
        var catalog = await _database.ReadAsync(name => name is not "public.hop" and not "public.strength" and not "public.brew_stage");

        Assert.Null(catalog.Tables.FirstOrDefault(table => table.Identifier == "hop"));
        Assert.DoesNotContain(catalog.Relationships, r => r.ToTable == "hop");
        Assert.DoesNotContain(catalog.Functions, f => f.Name == "strength");
        Assert.Empty(catalog.Enums);
    }

    [Fact]
    public async Task Read_ObjectsOfTwoCatalogsWithOneOid_KeepTheirComments()
    {
        await _database.ExecuteAsync("INSERT INTO pg_description SELECT objoid, 'pg_proc'::regclass, 0, 'of a function' FROM pg_description WHERE objoid = 'hop'::regclass AND objsubid = 0");

        Assert.Equal("Hops in stock", (await _database.ReadAsync()).Table("hop")!.Comment);
    }

    [Fact]
    public async Task Read_Cancelled_Ends() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _database.ReadAsync(cancellationToken: new CancellationToken(canceled: true)));
}
