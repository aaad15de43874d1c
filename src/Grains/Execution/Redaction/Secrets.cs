namespace AgentCluster.Execution.Redaction;

/// <summary>Finds credentials and identity numbers in text, also when invisible characters or JSON escapes hide them.</summary>
public static class Secrets
{
    /// <summary>Looks for what a text must not hold.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>What kind of secret the text holds, with its article (<c>a Slack token</c>), or null.</returns>
    public static string? Find(string text)
    {
        var plain = UncoveredText.Of(text).Plain;
        foreach (var pattern in SensitivePatterns.All)
        {
            if (pattern.IsCertain && pattern.Find(plain).Any())
            {
                return pattern.Kind;
            }
        }

        return null;
    }
}
