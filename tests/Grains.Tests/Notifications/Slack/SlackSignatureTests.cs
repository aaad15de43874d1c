using System.Text;
using AgentCluster.Notifications.Slack;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_531_420_618);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("payload=%7B%22type%22%3A%22block_actions%22%7D");
    private static readonly string Valid = SlackSignature.Sign(Secret, "1531420618", Body);

    public static TheoryData<string> Names { get; } = new(SlackVector.All.Select(vector => vector.Name));

    [Fact]
    public void Vectors_File_HasAllThirty() => Assert.Equal(30, SlackVector.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsValid_Vector_IsDecidedAsExpected(string name)
    {
        var vector = SlackVector.All.Single(vector => vector.Name == name);

        var isValid = SlackSignature.IsValid(
            vector.Secret, vector.Timestamp, vector.Signature, Encoding.UTF8.GetBytes(vector.Body), DateTimeOffset.FromUnixTimeSeconds(vector.Now));

        // A replay is a valid request: that it came before is known to the table of callbacks.
        Assert.Equal(vector.Accept || name == SlackVector.Replay, isValid);
    }

    [Theory]
    [InlineData(300.0, true)]
    [InlineData(300.001, false)]
    [InlineData(-300.0, true)]
    [InlineData(-300.001, false)]
    public void IsValid_EdgeOfTheWindow_IsInside(double secondsLater, bool expected) =>
        Assert.Equal(expected, SlackSignature.IsValid(Secret, "1531420618", Valid, Body, Now.AddSeconds(secondsLater)));

    [Fact]
    public void IsValid_TenThousandForgeries_NoneIsTaken()
    {
        var signature = Gen.OneOf(
            Gen.String, Gen.Byte.Array[32].Select(bytes => $"v0={Convert.ToHexStringLower(bytes)}"),
            Gen.Int[0, Valid.Length - 1].Select(length => Valid[..length]),
            Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Char.AlphaNumeric).Select((i, c) => Valid[i] == c ? "" : $"{Valid[..i]}{c}{Valid[(i + 1)..]}"),
            Gen.Char.Select(c => Valid + c), Gen.Char.Select(c => c + Valid), Gen.Const(Valid.ToUpperInvariant()));
        signature.Sample(forged => !SlackSignature.IsValid(Secret, "1531420618", forged, Body, Now), iter: 10_000);
    }

    [Fact]
    public void IsValid_TenThousandChangedRequests_NoneIsTaken()
    {
        var changed = Gen.OneOf<(string Timestamp, byte[] Body)>(
            Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Byte[1, 255]).Select((i, mask) => ("1531420618", Flipped(i, mask))),
            Gen.Int[0, Body.Length - 1].Select(length => ("1531420618", Body[..length])),
            Gen.Byte.Array[1, 20].Select(tail => ("1531420618", (byte[])[.. Body, .. tail])),
            Gen.Const<(string, byte[])>(("1531420618", Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Encoding.UTF8.GetString(Body))))),
            Gen.Const<(string, byte[])>(("1531420618", Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Body)))),
            Gen.Int[-300, 300].Where(seconds => seconds != 0).Select(seconds => ((1_531_420_618 + seconds).ToString(), Body)),
            Gen.String.Select(timestamp => (timestamp == "1531420618" ? "" : timestamp, Body)));
        changed.Sample(request => !SlackSignature.IsValid(Secret, request.Timestamp, Valid, request.Body, Now), iter: 10_000);
    }

    [Fact]
    public void IsValid_LateOrEarlyHoweverSigned_IsRefused() => Gen.OneOf(Gen.Int[301, 4_000_000], Gen.Int[-1_500_000_000, -301]).Sample(
        seconds =>
        {
            var timestamp = (1_531_420_618L + seconds).ToString();
            return !SlackSignature.IsValid(Secret, timestamp, SlackSignature.Sign(Secret, timestamp, Body), Body, Now);
        },
        iter: 10_000);

    private static byte[] Flipped(int index, byte mask)
    {
        var copy = (byte[])Body.Clone();
        copy[index] ^= mask;
        return copy;
    }
}
