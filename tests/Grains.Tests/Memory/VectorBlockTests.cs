using System.Runtime.InteropServices;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class VectorBlockTests
{
    private static readonly RecallFilter All = RecallFilter.Of(new MemoryQuery(), DateTimeOffset.UnixEpoch.AddDays(1));

    [Fact]
    public void Scan_RandomPutsAndRemoves_GivesExactlyTheBest()
    {
        var random = new Random(7);
        var block = new VectorBlock(4);
        var expected = new Dictionary<long, float[]>();
        for (var i = 0; i < 2000; i++)
        {
            var sequence = random.Next(1, 500);
            if (random.Next(3) == 0)
            {
                block.Remove(sequence);
                expected.Remove(sequence);
            }
            else
            {
                expected[sequence] = [random.NextSingle(), random.NextSingle(), random.Next(2), random.NextSingle()];
                block.Put(Entry(sequence), MemoryMarshal.AsBytes<float>(expected[sequence]));
            }
        }

        Assert.Equal(expected.Count, block.Count);
        Assert.Equal(
            expected.OrderByDescending(pair => pair.Value[2]).ThenByDescending(pair => pair.Key).Take(40).Select(pair => pair.Key),
            Best(block, [0, 0, 1, 0], 40));
    }

    [Fact]
    public void Put_VectorOfAnotherModel_IsKeptWithoutDirection()
    {
        var block = new VectorBlock(4);
        block.Put(Entry(1), []);
        Assert.Equal([1], Best(block, [1, 0, 0, 0], 3));
    }

    [Fact]
    public void Trim_TooManyBytes_DropsTheLeastRecentlyUsed()
    {
        var blocks = new VectorBlocks(mostBytes: 5_000);
        foreach (var agent in (string[])["a", "b", "a", "c"])
        {
            var block = blocks.Of("t", agent, 4);
            block.Put(Entry(1), []);
        }

        var kept = blocks.Of("t", "a", 4);
        blocks.Trim();
        Assert.Equal(2, blocks.Count);
        Assert.Same(kept, blocks.Of("t", "a", 4));
        Assert.Equal(0, blocks.Of("t", "b", 4).Count);
    }

    private static BlockEntry Entry(long sequence) => new(sequence, KindSet.BitOf(MemoryKinds.Note), null, MemoryTrust.Agent, 0, 0, long.MaxValue);

    private static long[] Best(VectorBlock block, float[] query, int count)
    {
        var best = new TopScores(new ScoredEntry[count]);
        block.Scan(query, All, ref best);
        return [.. best.Sort().ToArray().Select(item => item.Entry.Sequence)];
    }
}
