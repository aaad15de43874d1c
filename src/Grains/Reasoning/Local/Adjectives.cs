namespace AgentCluster.Reasoning.Local;

/// <summary>Values and flags before a table narrow it as adjectives do ("more than 10 active clients"): they are read after it.</summary>
internal static class Adjectives
{
    public static List<Word> BehindTheirNouns(List<Word> said)
    {
        for (var i = 1; i < said.Count; i++)
        {
            if (said[i].Mention is not TableMention)
                continue;
            var first = i;
            while (first > 0 && said[first - 1].Mention is ValueMention or FlagMention)
                first--;
            if (first == i)
                continue;
            var noun = said[i];
            said.RemoveAt(i);
            said.Insert(first, noun with { AfterVerb = said[first].AfterVerb || noun.AfterVerb });
            said[first + 1] = said[first + 1] with { AfterVerb = false };
        }

        return said;
    }
}
