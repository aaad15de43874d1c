namespace AgentCluster.Notifications;

/// <summary>Addresses that the operator wrote into the configuration: https, or this machine's own, where a stand-in or a tunnel may be.</summary>
internal static class ServiceAddress
{
    /// <summary>Whether it is one.</summary>
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Query: "", Fragment: "" };
}
