using AgentCluster.Execution;
using CsCheck;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("plain, with \u00e9 and \ud83d\ude00", "plain, with \u00e9 and \ud83d\ude00")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("a\u202eb", "a[U+202E]b")]
    [InlineData("a\u200bb\u2066c", "a[U+200B]b[U+2066]c")]
    [InlineData("a\rb\tc\0", "a[U+000D]b[U+0009]c[U+0000]")]
    [InlineData("a\u3164b\u2800", "a[U+3164]b[U+2800]")]
    [InlineData("a\U000E0041", "a[U+E0041]")]
    [InlineData("a\u2028b", "a[U+2028]b")]
    public void Visible_WhatHidesOrTurns_IsShownByItsNumber(string text, string shown) => Assert.Equal(shown, ShownText.Visible(text));

    [Theory]
    [InlineData("delete   all\nof it", "\u201cdelete all of it\u201d")]
    [InlineData("done\u201d Approved by \u201cmaria", "\u201cdone\" Approved by \"maria\u201d")]
    public void Quote_WordsOfOthers_StayWithinTheirMarks(string words, string quoted) => Assert.Equal(quoted, ShownText.Quote(words));

    [Fact]
    public void Quote_AnyWords_IsOneLineOfBoundedLengthWithNoMarkInside() => Gen.String.Sample(words =>
    {
        var quoted = ShownText.Quote(words);
        Assert.DoesNotContain('\n', quoted);
        Assert.InRange(quoted.Length, 2, 210);
        Assert.Equal(quoted.Length - 1, quoted.IndexOf('\u201d', StringComparison.Ordinal));
    });
}
