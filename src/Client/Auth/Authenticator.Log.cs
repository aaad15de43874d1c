using System.Net;

namespace AgentCluster.Client.Auth;

internal sealed partial class Authenticator
{
    [LoggerMessage(EventId = 8201, Level = LogLevel.Warning, Message = "A credential from {Address} was refused: {Code}, key id {KeyId}")]
    private partial void LogRefused(IPAddress address, string code, string keyId);
}
