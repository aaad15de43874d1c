using AgentCluster.Execution;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class StatementBytesTests
{
    [Theory]
    [InlineData("SELECT 1\0", "NUL")]
    [InlineData("\uFEFFSELECT 1", "byte order mark")]
    [InlineData("SEL\u200BECT 1", "zero-width")]
    [InlineData("SELECT 1 \u2060", "zero-width")]
    [InlineData("SELECT '\u202Ex'", "bidirectional")]
    [InlineData("SELECT '\u2066x'", "bidirectional")]
    [InlineData("SELECT '\u200Fx'", "bidirectional")]
    public void Fault_InvisibleCharacter_IsNamed(string sql, string name) => Assert.Contains(name, StatementBytes.Fault(sql), StringComparison.Ordinal);

    [Fact]
    public void Fault_LoneSurrogate_IsNamed()
    {
        Assert.Contains("surrogate", StatementBytes.Fault("SELECT '" + '\uD83D' + "'"), StringComparison.Ordinal);
        Assert.Contains("surrogate", StatementBytes.Fault("SELECT '" + '\uDE00'), StringComparison.Ordinal);
        Assert.Contains("surrogate", StatementBytes.Fault("SELECT '" + '\uD83D'), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_Length_IsMeasuredInBytes()
    {
        Assert.Null(StatementBytes.Fault(new string('x', StatementBytes.MaxBytes)));
        Assert.Contains("64 KB", StatementBytes.Fault(new string('x', StatementBytes.MaxBytes + 1)), StringComparison.Ordinal);
        Assert.Contains("64 KB", StatementBytes.Fault(new string('é', (StatementBytes.MaxBytes / 2) + 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 'é 漢字 😀', \"a\"\t\r\n FROM x\u00A0")]
    [InlineData("")]
    public void Fault_VisibleText_IsNull(string sql) => Assert.Null(StatementBytes.Fault(sql));
}
