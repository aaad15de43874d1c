using System.Text;

namespace AgentCluster.Learning;

/// <summary>When two questions count as the same: letters, digits and comparison signs alike, whatever case, spacing and punctuation.</summary>
internal static class ExampleKey
{
    public static string Of(string question)
    {
        var key = new StringBuilder("q:", question.Length + 2);
        var gap = false;
        foreach (var character in question)
        {
            if (char.IsLetterOrDigit(character) || character is '<' or '>' or '=' or '%' or '+' or '-' or '.' or '/')
            {
                key.Append(gap && key.Length > 2 ? " " : "").Append(char.ToLowerInvariant(character));
                gap = false;
            }
            else
            {
                gap = true;
            }
        }

        return key.ToString().TrimEnd('.', ' ');
    }
}
