using System.Text.Json;
using AgentCluster.Tools;
using AgentCluster.Tools.Querying;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Grains.Tests.Tools;

public sealed class ShapeTests
{
    private static readonly Shape Arguments = Shape.Object(
        "arguments",
        Shape.Text("a name", 10).Required("name"),
        Shape.Choice("a colour", "red", "green").Optional("colour"),
        Shape.Whole("a number", 1, 5).Optional("count"),
        Shape.List("texts", Shape.Text("a text"), 2, 1).Optional("items"),
        Shape.Object("inner", Shape.Flag("a flag").Required("on")).Optional("inner"),
        Shape.Value("a value").Optional("value"),
        Shape.Open("anything").Optional("open"));

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":"x","colour":null,"count":5,"items":["a"],"inner":{"on":false},"value":[1,null,"x"],"open":{"a":{}}}""")]
    public void Read_WhatFits_IsTaken(string json) => Assert.Null(ToolArguments.Read(json, Arguments).Problem);

    [Theory]
    [InlineData("", "arguments", "JSON")]
    [InlineData("[]", "arguments", "an object")]
    [InlineData("{}", "arguments.name", "missing")]
    [InlineData("""{"name":null}""", "arguments.name", "a text")]
    [InlineData("""{"name":" "}""", "arguments.name", "empty")]
    [InlineData("""{"name":"12345678901"}""", "arguments.name", "10 characters")]
    [InlineData("""{"name":"a\u0000"}""", "arguments.name", "control")]
    [InlineData("""{"name":"\ud800"}""", "arguments.name", "surrogate")]
    [InlineData("""{"name":"x","\ud800":1}""", "arguments", "surrogate")]
    [InlineData("""{"name":"x","name":"y"}""", "arguments.name", "more than once")]
    [InlineData("""{"nam":"x"}""", "arguments.nam", "did you mean name")]
    [InlineData("""{"name":"x","colour":"gren"}""", "arguments.colour", "did you mean green")]
    [InlineData("""{"name":"x","count":1.5}""", "arguments.count", "whole number")]
    [InlineData("""{"name":"x","count":6}""", "arguments.count", "between 1 and 5")]
    [InlineData("""{"name":"x","count":1e400}""", "arguments.count", "whole number")]
    [InlineData("""{"name":"x","items":[]}""", "arguments.items", "1 to 2 items")]
    [InlineData("""{"name":"x","items":["a",1]}""", "arguments.items[1]", "a text")]
    [InlineData("""{"name":"x","inner":{}}""", "arguments.inner.on", "missing")]
    [InlineData("""{"name":"x","value":{}}""", "arguments.value", "must be")]
    [InlineData("""{"name":"x","value":[[1]]}""", "arguments.value[0]", "must be")]
    [InlineData("""{"name":"x","open":[]}""", "arguments.open", "an object")]
    public void Read_WhatDoesNotFit_NamesTheArgumentAndTheFix(string json, string field, string said)
    {
        var problem = ToolArguments.Read(json, Arguments).Problem;

        Assert.Equal((ProblemKind.Invalid, field), (problem?.Kind, problem?.Field));
        Assert.Contains(said, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_OfAShape_IsAClosedObjectOfTheDraft()
    {
        var schema = JsonDocument.Parse(ShapeSchema.Of(Arguments)).RootElement;

        Assert.Equal(ShapeSchema.Dialect, schema.GetProperty("$schema").GetString());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("""["name"]""", schema.GetProperty("required").GetRawText());
        Assert.Equal("""["red","green",null]""", schema.GetProperty("properties").GetProperty("colour").GetProperty("enum").GetRawText());
        Assert.False(schema.GetProperty("properties").GetProperty("inner").GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Schema_OfAQuery_NamesEveryOperator()
    {
        var filter = JsonDocument.Parse(ShapeSchema.Of(TableQueryShape.Arguments)).RootElement
            .GetProperty("properties").GetProperty("filters").GetProperty("items").GetProperty("properties");

        Assert.Equal(TableQueryShape.Operators, filter.GetProperty("op").GetProperty("enum").EnumerateArray().Select(op => op.GetString()!));
    }
}
