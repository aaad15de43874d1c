using AgentCluster.Client.Http;
using AgentCluster.Execution;

namespace AgentCluster.Client.Tests.Http;

public sealed class CsvTests
{
    [Theory]
    [InlineData("\"=1+1\"", "text", "'=1+1")]
    [InlineData("\"+1\"", "text", "'+1")]
    [InlineData("\"-1\"", "text", "'-1")]
    [InlineData("\"@sum\"", "text", "'@sum")]
    [InlineData("\"\\tx\"", "text", "'\tx")]
    [InlineData("\"\\rx\"", "text", "\"'\rx\"")]
    [InlineData("\"=a,b\"", "text", "\"'=a,b\"")]
    [InlineData("-5", "integer", "-5")]
    [InlineData("\"-12.50\"", "number", "-12.50")]
    [InlineData("\"-1-1\"", "number", "'-1-1")]
    [InlineData("\"a \\\"b\\\"\\nc\"", "text", "\"a \"\"b\"\"\nc\"")]
    [InlineData("null", "text", "")]
    [InlineData("true", "boolean", "true")]
    [InlineData("\"a-b=c\"", "text", "a-b=c")]
    public void From_Cell_IsEscaped(string json, string type, string cell)
    {
        var csv = ResultCsv.From(new ResultSet { Columns = ["=c"], ColumnTypes = [type], RowsJson = $"[[{json}]]" });

        Assert.Equal($"'=c\r\n{cell}\r\n", csv);
    }
}
