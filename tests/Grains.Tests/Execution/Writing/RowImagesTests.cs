using System.Collections.Immutable;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Grains.Tests.Execution.Writing;

public sealed class RowImagesTests
{
    [Fact]
    public void Net_RowChangedTwice_IsAsItWasAndAsItIs()
    {
        var net = Images((["1", "a"], ["1", "b"]), (["2", "x"], null), (["1", "b"], ["1", "c"])).Net();

        Assert.Equal(2, net.Length);
        Assert.Equal<string?>(["1", "a"], net[0].Before!.Value);
        Assert.Equal<string?>(["1", "c"], net[0].After!.Value);
    }

    [Fact]
    public void Net_RowReplaced_IsOneChange()
    {
        var net = Images((["1", "a"], null), (["2", "b"], null), (null, ["1", "b"])).Net();

        Assert.Equal(2, net.Length);
        Assert.Equal<string?>(["1", "b"], net[0].After!.Value);
        Assert.Null(net[1].After);
    }

    [Fact]
    public void Net_RowMadeAndRemoved_IsNone() => Assert.Empty(Images((null, ["1", "a"]), (["1", "a"], null)).Net());

    [Fact]
    public void Net_KeysMovedUp_StayRowsOfTheirOwn()
    {
        var net = Images((["2", "b"], ["3", "b"]), (["1", "a"], ["2", "a"])).Net();

        Assert.Equal(2, net.Length);
        Assert.Equal<string?>(["2", "a"], net[1].After!.Value);
    }

    [Fact]
    public void Undo_ReadBack_IsTheSame()
    {
        var images = Images((["1", null], ["1", "it's \"\u2028\n"]));

        var read = RowImages.Of(images.ToUndo()!);

        Assert.Equal(images.ToUndo(), read.ToUndo());
        Assert.Equal("it's \"\u2028\n", read.Rows[0].After!.Value[1]);
    }

    [Fact]
    public void ToUndo_NoKeyOrTooMuch_IsNull()
    {
        var one = Images((null, ["1", "a"]));

        Assert.Null((one with { Key = [] }).ToUndo());
        Assert.Null((one with { Truncated = true }).ToUndo());
        Assert.Null(Images((null, ["1", new string('x', RowImages.MaxBytes)])).ToUndo());
    }

    private static RowImages Images(params (string?[]? Before, string?[]? After)[] rows) => new()
    {
        Table = "main.t",
        Columns = ["id", "v"],
        Key = ["id"],
        Rows = [.. rows.Select(row => new RowImage(Array(row.Before), Array(row.After)))],
    };

    private static ImmutableArray<string?>? Array(string?[]? values) => values is null ? null : [.. values];
}
