using AgentCluster.TestKit;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApprovalLifeTests
{
    [Fact]
    public async Task Life_WithDeathsBetweenAllTransactions_KeepsThePromises()
    {
        await using var platform = new TestPlatform();
        var time = new FakeTimeProvider(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        await Gen.Select(Gen.Int, Gen.Int[5, 60]).SampleAsync(
            async (seed, steps) =>
            {
                var life = new ApprovalLife(platform.Database, time, seed);
                await life.BeginAsync();
                for (var i = 0; i < steps; i++)
                {
                    await life.StepAsync();
                }

                await life.EndAsync();
            },
            iter: 150,
            threads: 1);
    }
}
