using AgentCluster.Silo.Sample;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Silo.Tests.Sample;

/// <summary>The sample company of one fixed day, made once and read by every test of the collection.</summary>
public sealed class SampleFixture : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 6, 17);

    public string Folder { get; } = Directory.CreateTempSubdirectory("sample-company-").FullName;

    public string DatabasePath => Path.Combine(Folder, "company.db");

    public static TimeProvider TimeAt(DateOnly day, int hour = 9) =>
        new FakeTimeProvider(new DateTimeOffset(day, new TimeOnly(hour, 30), TimeSpan.Zero));

    public Task InitializeAsync() => SampleCompany.CreateSqliteAsync(DatabasePath, TimeAt(Today), CancellationToken.None);

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    internal SampleDatabase Open() => new(DatabasePath);
}
