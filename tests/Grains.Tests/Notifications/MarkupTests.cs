using AgentCluster.Notifications.Cards;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("a <b> & c", "a &lt;b&gt; &amp; c")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("", "")]
    public void Escape_ControlCharacters_BecomeEntities(string text, string escaped) => Assert.Equal(escaped, Markup.Escape(text, 100));

    [Fact]
    public void Escape_TooLong_SaysHowMuchWasCut() => Assert.Equal(new string('x', 60) + "… (940 more characters)", Markup.Escape(new string('x', 1_000), 100));

    [Fact]
    public void Escape_AnyText_FitsAndCutsNoCharacterInHalf() =>
        Gen.Select(Gen.OneOfConst("a", "<", "&", "🙂").Array[0, 300].Select(string.Concat), Gen.Int[60, 200]).Sample((text, most) =>
        {
            var escaped = Markup.Escape(text, most);
            var kept = escaped.Split("… (")[0];
            return escaped.Length <= most && (kept.Length == 0 || !char.IsHighSurrogate(kept[^1])) && !kept.EndsWith("&am", StringComparison.Ordinal);
        });
}
