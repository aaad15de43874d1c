using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Resources;

/// <summary>Writes a JSON object of the cluster's own without parsing it again.</summary>
internal sealed class SchemaJsonConverter : JsonConverter<SchemaJson>
{
    /// <inheritdoc />
    public override SchemaJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SchemaJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
