using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Agents;

/// <summary>
/// What an agent made of similar questions. Its success is estimated with a beta prior, so that a single judgement says little; below two
/// judgements, or as much in answers that nobody judged, it says nothing at all.
/// </summary>
internal sealed class RoutingRecord
{
    private const double LeastSimilarity = 0.5;
    private const double Prior = 1.5;
    private const double LeastEvidence = 2;
    private const double UnjudgedWeight = 0.2;
    private const double MostUnjudged = 2;
    private const double Reach = 1.6;

    /// <summary>Similar questions answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Of them, how many a person confirmed.</summary>
    public int Confirmed { get; private set; }

    /// <summary>Of them, how many a person called wrong.</summary>
    public int Refuted { get; private set; }

    private double Well { get; set; }

    private double Badly { get; set; }

    /// <summary>What is added to the agent's score, within plus and minus 0.8.</summary>
    public double Shift
    {
        get
        {
            // Unjudged answers never outweigh a few judgements.
            var unjudged = Math.Min(1, MostUnjudged / Math.Max(MostUnjudged, Well + Badly));
            var (well, badly) = (Confirmed + (Well * unjudged), Refuted + (Badly * unjudged));
            return well + badly < LeastEvidence ? 0 : Reach * (((Prior + well) / ((2 * Prior) + well + badly)) - 0.5);
        }
    }

    /// <summary>The evidence in words, or an empty text when there is none.</summary>
    public string Words => Answered == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"answered {Answered} similar questions")
            + (Confirmed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Confirmed} confirmed") : "")
            + (Refuted > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Refuted} called wrong") : "");

    /// <summary>The records of every agent that met similar questions.</summary>
    public static Dictionary<string, RoutingRecord> Of(
        ReadOnlySpan<RoutingCase> cases, string source, string question, ImmutableArray<FoundTable> touched)
    {
        var records = new Dictionary<string, RoutingRecord>(StringComparer.Ordinal);
        foreach (var known in cases)
        {
            if (known.Similarity(source, question, touched) >= LeastSimilarity)
            {
                if (!records.TryGetValue(known.Agent, out var record))
                {
                    records[known.Agent] = record = new();
                }

                record.Add(known.Asked);
            }
        }

        return records;
    }

    private void Add(PastQuestion asked)
    {
        switch (asked)
        {
            case { Verdict: FeedbackVerdict.Correct }:
                Answered++;
                Confirmed++;
                break;
            case { Verdict: FeedbackVerdict.Incorrect }:
                Answered++;
                Refuted++;
                break;
            case { Status: not InteractionStatus.Completed }:
                break;
            case { Sql: null }:
                Badly += UnjudgedWeight;
                break;
            default:
                Answered++;
                Well += UnjudgedWeight * asked.Confidence;
                break;
        }
    }
}
