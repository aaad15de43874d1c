using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Tells e-mail addresses from other words.</summary>
internal static partial class Addresses
{
    public static bool IsOne(string text) => Address().IsMatch(text);

    [GeneratedRegex(@"^[^\s@<>,;""]+@[^\s@<>,;""]+\.[^\s@<>,;"".]+$")]
    private static partial Regex Address();
}
