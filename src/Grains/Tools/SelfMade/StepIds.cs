using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Execution ids that follow from others, so that what is repeated is the same action.</summary>
internal static class StepIds
{
    /// <summary>The id of a step: 32 characters, whatever the length of the call's.</summary>
    public static string Of(string executionId, int step) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{executionId}\n{step}"));

    /// <summary>An id of something that has a name.</summary>
    public static string Of(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
