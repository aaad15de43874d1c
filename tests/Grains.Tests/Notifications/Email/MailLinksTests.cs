using AgentCluster.Notifications.Email;
using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Notifications.Email;

public sealed class MailLinksTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly EphemeralDataProtectionProvider _keys = new();

    private MailLinks Links => new(_keys, _time);

    [Fact]
    public void Open_ALinkOfOurs_SaysWhoseItIs()
    {
        var link = Links.Open(Links.Seal("local", "token", "maria@example.com"));

        Assert.Equal(new MailLink("local", "token", "maria@example.com", _time.GetUtcNow() + MailLinks.Lifetime), link.Value);
    }

    [Fact]
    public void Open_AfterItsTime_IsOld()
    {
        var link = Links.Seal("local", "token", "maria@example.com");
        _time.Advance(MailLinks.Lifetime);

        Assert.Equal("oldLink", Links.Open(link).Problem?.Code);
    }

    [Fact]
    public void Open_SealedByOthersOrForAnotherPurpose_IsUnknown()
    {
        Assert.Equal("unknownLink", Links.Open(new MailLinks(new EphemeralDataProtectionProvider(), _time).Seal("local", "token", "maria@example.com")).Problem?.Code);
        Assert.Equal("unknownLink", Links.Open(_keys.CreateProtector("AgentCluster.Sources").Protect("{}")).Problem?.Code);
    }

    /// <summary>Changed, cut, longer, or spelled another way that decodes to the same bytes.</summary>
    [Fact]
    public void Open_AnyOtherText_IsUnknown()
    {
        var links = Links;
        var link = links.Seal("local", "token", "maria@example.com");
        var changed = Gen.Select(Gen.Int[0, link.Length - 1], Gen.Int[0, Alphabet.Length - 1], (at, letter) => $"{link[..at]}{Alphabet[letter]}{link[(at + 1)..]}");
        var cut = Gen.Int[0, link.Length - 1].Select(length => link[..length]);
        var longer = Gen.String[1, 20].Select(tail => link + tail);
        var respelled = Gen.OneOfConst($"{link}=", $"{link}==", $" {link}", $"{link}\n", link.Replace('-', '+').Replace('_', '/') + "\t", link.ToUpperInvariant());

        Gen.OneOf(changed, cut, longer, respelled, Gen.String).Where(text => text != link).Sample(text => Assert.Equal("unknownLink", links.Open(text).Problem?.Code), iter: 10_000);
    }
}
