using AgentCluster.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Tenancy;

/// <summary>What every backend promises of tenants and their API keys.</summary>
public abstract class TenancyStoreContract
{
    protected static readonly ApiKeyDraft Draft = new() { Name = "reports", Roles = Roles.Ask | Roles.Operate, CreatedBy = "cli" };

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    protected abstract IPlatformDatabase Database { get; }

    private protected ApiKeyStore Keys => new(Database, Time);

    private protected TenantStore Tenants => new(Database, Time);

    [Fact]
    public async Task Issue_ThenFind_GivesTheKeyByItsIdAndItsHashOnly()
    {
        var expires = Time.GetUtcNow().AddDays(1);
        Assert.False(await Keys.AnyIssuedAsync(default));
        var issued = (await Keys.IssueAsync(TenantNames.Local, Draft with { ExpiresAt = expires }, default)).Value!;

        var found = await Keys.FindAsync(issued.View.Id, default);

        Assert.True(ApiKey.TryParse(issued.Key, out var key));
        Assert.Equal((issued.View, key.Digest), found);
        Assert.Equal(
            (key.Id, TenantNames.Local, "reports", Roles.Ask | Roles.Operate, Time.GetUtcNow(), "cli", expires, CredentialStatus.Valid),
            (found!.Value.View.Id, found.Value.View.Tenant, found.Value.View.Name, found.Value.View.Roles, found.Value.View.CreatedAt,
                found.Value.View.CreatedBy, found.Value.View.ExpiresAt!.Value, found.Value.View.StatusAt(Time.GetUtcNow())));
        Assert.DoesNotContain(key.Text, found.Value.Hash, StringComparison.Ordinal);
        Assert.True(await Keys.AnyIssuedAsync(default));
        Assert.Null(await Keys.FindAsync(ApiKey.New().Id, default));
        Assert.Null(await Keys.FindAsync("", default));
    }

    [Fact]
    public async Task Keys_OfATenant_AreItsOwnToListAndRevoke()
    {
        var (first, second) = (await OpenAsync("first"), await OpenAsync("second"));

        Assert.Equal(first.View, Assert.Single(await Keys.ListAsync("first", default)));
        Assert.Equal("unknownApiKey", (await Keys.RevokeAsync("first", second.View.Id, default)).Problem?.Code);
        Assert.Equal(Time.GetUtcNow(), (await Keys.RevokeAsync("second", second.View.Id, default)).Value?.RevokedAt);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Time.GetUtcNow().AddHours(-1), (await Keys.RevokeAsync("second", second.View.Id, default)).Value?.RevokedAt);
        Assert.Null((await Keys.FindAsync(first.View.Id, default))!.Value.View.RevokedAt);
    }

    [Theory]
    [InlineData("", Roles.Ask, 1, "name")]
    [InlineData("a\nb", Roles.Ask, 1, "name")]
    [InlineData("a", Roles.None, 1, "roles")]
    [InlineData("a", (Roles)16, 1, "roles")]
    [InlineData("a", Roles.Ask, 0, "expiresAt")]
    public async Task Issue_OfAKeyThatCannotBe_NamesTheField(string name, Roles roles, int hours, string field)
    {
        var issued = await Keys.IssueAsync(TenantNames.Local, Draft with { Name = name, Roles = roles, ExpiresAt = Time.GetUtcNow().AddHours(hours) }, default);

        Assert.Equal(field, issued.Problem?.Field);
        Assert.False(await Keys.AnyIssuedAsync(default));
    }

    [Fact]
    public async Task Use_Noted_IsWrittenDownAndNeverGoesBack()
    {
        var key = await OpenAsync("first");
        var uses = new KeyUses(Keys);
        var later = Time.GetUtcNow().AddMinutes(5);
        uses.Note(key.View, later);

        await uses.WriteAsync(default);
        uses.Note(key.View, later.AddMinutes(-1));
        await uses.WriteAsync(default);

        Assert.Equal(later, Assert.Single(await Keys.ListAsync("first", default)).LastUsedAt);
    }

    [Fact]
    public async Task Uses_OneRefused_HoldsUpNoOther()
    {
        var keys = new[] { await OpenAsync("first"), await OpenAsync("second") };
        var database = new RefusingDatabase(Database);
        var uses = new KeyUses(new(database, Time));
        Array.ForEach(keys, key => uses.Note(key.View, Time.GetUtcNow()));

        await Assert.ThrowsAsync<AgentClusterException>(() => uses.WriteAsync(default));
        var before = await UsedAsync();
        await uses.WriteAsync(default);

        Assert.Equal((1, 2), (before, await UsedAsync()));

        async Task<int> UsedAsync() => (await Keys.ListAsync("first", default)).Concat(await Keys.ListAsync("second", default)).Count(key => key.LastUsedAt is not null);
    }

    [Fact]
    public async Task UseWriter_StoppedAtOnce_EndsQuietly()
    {
        var uses = new KeyUses(Keys);
        uses.Note((await OpenAsync("first")).View, Time.GetUtcNow());
        using var writer = new KeyUseWriter(uses, Time, NullLogger<KeyUseWriter>.Instance);

        await writer.StopAsync(new(canceled: true));

        Assert.Null(Assert.Single(await Keys.ListAsync("first", default)).LastUsedAt);
    }

    [Fact]
    public async Task Key_LeftInAClosedTenant_IsUnknown()
    {
        var issued = await OpenAsync("first");
        Assert.True(ApiKey.TryParse(issued.Key, out var key));
        var grain = new CredentialsGrain(Keys, new(Keys), Time);
        var before = await grain.VerifyAsync(key.Id, key.Digest);
        await Database.WriteAsync("first", session => session.ExecuteAsync("UPDATE tenant SET closed_at = @now WHERE name = 'first'", ("@now", Time.GetUtcNow())), default);

        var after = await grain.VerifyAsync(key.Id, key.Digest);

        Assert.Equal((CredentialStatus.Valid, CredentialStatus.Unknown), (before.Status, after.Status));
    }

    [Fact]
    public async Task Tenant_Closed_LosesItsKeysAndMayBeOpenedAgainWithANewOne()
    {
        var before = await OpenAsync("first");
        var closed = await Tenants.CloseAsync("first", default);
        var refused = await Keys.IssueAsync("first", Draft, default);
        var after = await OpenAsync("first");

        Assert.Equal(Time.GetUtcNow(), closed.Value?.ClosedAt);
        Assert.Equal("unknownTenant", refused.Problem?.Code);
        Assert.NotNull((await Keys.FindAsync(before.View.Id, default))!.Value.View.RevokedAt);
        Assert.Null((await Keys.FindAsync(after.View.Id, default))!.Value.View.RevokedAt);
        Assert.Equal([("first", null), (TenantNames.Local, null)], (await Tenants.ListAsync(default)).Select(tenant => (tenant.Name, tenant.ClosedAt)));
    }

    [Theory]
    [InlineData(TenantNames.Local, "tenantExists")]
    [InlineData("", "invalid")]
    [InlineData("-a", "invalid")]
    [InlineData("a/b", "invalid")]
    [InlineData("A", "invalid")]
    [InlineData("a'b", "invalid")]
    public async Task Open_OfATenantThatCannotBe_IsRefused(string name, string code) =>
        Assert.Equal(code, (await Tenants.OpenAsync(name, Draft, default)).Problem?.Code);

    [Theory]
    [InlineData(TenantNames.Local, "operatorTenant")]
    [InlineData("nobody", "unknownTenant")]
    public async Task Close_OfATenantThatCannotBe_IsRefused(string name, string code) =>
        Assert.Equal(code, (await Tenants.CloseAsync(name, default)).Problem?.Code);

    protected async Task<IssuedApiKey> OpenAsync(string tenant) => (await Tenants.OpenAsync(tenant, Draft, default)).Value!.FirstKey;
}
