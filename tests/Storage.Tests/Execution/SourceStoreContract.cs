using AgentCluster.Execution;
using AgentCluster.TestKit;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Storage.Tests.Execution;

/// <summary>What every backend of the sources promises.</summary>
public abstract class SourceStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly SourceKey Sales = new("acme", "sales");

    private static readonly SourceSettings Settings = new()
    {
        Provider = SourceProvider.Postgres,
        ConnectionString = "Host=db;Database=shop;Username=inspector;Password=hunter2",
        ReadConnectionString = "env:READER",
        WriteConnectionString = "Host=db;Database=shop;Username=writer;Password=hunter3",
        Writable = true,
        ReadOnlyObjects = ["public.ledger"],
        DeniedObjects = ["*.salaries", "hr.*"],
    };

    private readonly EphemeralDataProtectionProvider _keys = new();

    [Fact]
    public async Task Find_NeverPut_IsNull() => Assert.Null(await Store().FindAsync(Sales, default));

    [Fact]
    public async Task Source_PutAndReopened_IsTheSame()
    {
        await Store().PutAsync(Sales, Settings, default);
        await Platform.ReopenAsync();

        var found = (await Store().FindAsync(Sales, default))!.Value!;

        Assert.Equal(Plain(Settings), Plain(found));
    }

    [Fact]
    public async Task ConnectionStrings_AreCiphertextAtRest_ExceptWhatNamesAVariable()
    {
        await Store().PutAsync(Sales, Settings, default);

        var (connection, read, write) = (await ColumnsAsync()).Single();

        Assert.DoesNotContain("hunter", connection + write, StringComparison.Ordinal);
        Assert.Equal("env:READER", read);
    }

    [Fact]
    public async Task ConnectionString_InAnotherSourcesRow_IsNotDecrypted()
    {
        await Store().PutAsync(Sales, Settings, default);
        await Store().PutAsync(Sales with { Source = "other" }, Settings with { ConnectionString = "Host=elsewhere" }, default);
        await Database.WriteAsync(
            Sales.Tenant,
            session => session.ExecuteAsync("UPDATE source SET connection = (SELECT connection FROM source WHERE name = 'sales') WHERE name = 'other'"),
            default);

        Assert.Equal("sourceUnavailable", (await Store().FindAsync(Sales with { Source = "other" }, default))!.Problem?.Code);
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        await Store().PutAsync(Sales, Settings, default);
        await Store().PutAsync(Sales, Settings with { Writable = false, ReadConnectionString = null, DeniedObjects = [] }, default);

        var found = (await Store().FindAsync(Sales, default))!.Value!;

        Assert.Equal((false, null, 0), (found.Writable, found.ReadConnectionString, found.DeniedObjects.Length));
    }

    [Fact]
    public async Task List_IsByName_AndOfOneTenantOnly()
    {
        await Store().PutAsync(Sales with { Source = "b" }, Settings, default);
        await Store().PutAsync(Sales with { Source = "a" }, Settings, default);
        await Store().PutAsync(new("other", "c"), Settings, default);

        Assert.Equal(["a", "b"], (await Store().ListAsync("acme", default)).Select(view => view.Name));
        Assert.Equal(["c"], (await Store().ListAsync("other", default)).Select(view => view.Name));
        Assert.Null(await Store().FindAsync(new("other", "a"), default));
    }

    [Fact]
    public async Task Delete_TellsWhatItWas_Once()
    {
        await Store().PutAsync(Sales, Settings, default);

        Assert.Null(await Store().DeleteAsync(Sales with { Tenant = "other" }, default));
        Assert.Equal("sales", (await Store().DeleteAsync(Sales, default))?.Name);
        Assert.Null(await Store().DeleteAsync(Sales, default));
        Assert.Empty(await ColumnsAsync());
    }

    private static string Plain(SourceSettings settings) =>
        $"{settings with { ReadOnlyObjects = [], DeniedObjects = [] }} {string.Join(' ', settings.ReadOnlyObjects)} {string.Join(' ', settings.DeniedObjects)}";

    private SourceStore Store() => new(Database, _keys, TimeProvider.System);

    private Task<List<(string Connection, string? Read, string? Write)>> ColumnsAsync() => Database.ReadAsync(
        Sales.Tenant,
        session => session.QueryAsync(row => (row.GetString(0), row.Text(1), row.Text(2)), "SELECT connection, read_connection, write_connection FROM source WHERE tenant = @tenant", ("@tenant", Sales.Tenant)),
        default);
}
