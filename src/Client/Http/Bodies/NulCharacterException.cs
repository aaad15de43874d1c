using System.Text.Json;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A string of a body contains the character NUL.</summary>
internal sealed class NulCharacterException : JsonException;
