using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;
using AgentCluster.Notifications.Cards;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>A request as a card, pure: rendered from the stored action by our code, the words of others marked as such, personal data masked.</summary>
internal static class ApprovalCard
{
    /// <summary>The card.</summary>
    /// <param name="approval">The request.</param>
    /// <param name="asker">What the person who asks is called.</param>
    /// <param name="mask">What masks personal data of its source.</param>
    public static Card Of(Approval approval, string asker, PersonalMask mask) => new()
    {
        Title = Title(approval),
        State = ApprovalState.Of(approval),
        Facts = [.. Facts(approval, asker, mask).Select(fact => fact with { Value = OneLine(fact.Value) })],
        Detail = Detail(approval, mask) is { Length: > 0 } detail ? ShownText.Visible(detail) : null,
        IsOpen = approval.Status == ApprovalStatus.Pending,
        IsSettled = ApprovalEvents.IsSettled(approval),
        Reminders = approval.Reminders,
        Hash = approval.Hash,
        Severity = PlatformValues.Name(approval.Risk),
    };

    /// <summary>What it is about: our own sentence of an action, a client's words of its own request in quotation marks.</summary>
    public static string Title(Approval approval) => approval.ExecutionId is null
        ? $"Decide on what a client asks for in its own words: {ShownText.Quote(PersonalText.Mask(approval.Summary))}"
        : OneLine(PersonalText.Mask(approval.Summary));

    private static IEnumerable<CardFact> Facts(Approval approval, string asker, PersonalMask mask)
    {
        yield return new("Asked by", approval.Agent == ActionProposal.Client ? asker : $"{asker}, through agent {approval.Agent} and its tool {approval.Tool}");
        yield return new("Risk", $"{PlatformValues.Name(approval.Risk)}. {PersonalText.Mask(string.Join(' ', approval.Reasons))}".TrimEnd());
        if (approval.ExecutionId is null)
        {
            yield break;
        }

        yield return new("Undo", approval.Preview?.IsUndoable == true ? "It can be undone." : "It can NOT be undone.");
        yield return new("Source", approval.Source);
        if (approval.Preview is { } preview)
        {
            yield return new("Rows", Rows(preview));
            foreach (var fact in Effects(preview).Concat(RowChanges.Of(preview, mask)))
            {
                yield return fact;
            }
        }
    }

    // A line of its own in a value would pass for one of ours.
    private static string OneLine(string text) => ShownText.Visible(text.ReplaceLineEndings(" \u23CE "));

    private static string Rows(Preview preview) => preview switch
    {
        { RowsAffected: null } => "How many cannot be told beforehand.",
        { IsExact: true } => string.Create(CultureInfo.InvariantCulture, $"{preview.RowsAffected}, counted"),
        _ => string.Create(CultureInfo.InvariantCulture, $"about {preview.RowsAffected}, estimated"),
    };

    private static IEnumerable<CardFact> Effects(Preview preview) =>
    [
        .. preview.NotRolledBack.Select(effect => new CardFact("Not taken back", effect)),
        .. preview.Cascades.Select(cascade => new CardFact("Changes besides", cascade)),
        .. preview.Triggers.Select(trigger => new CardFact("Runs besides", trigger)),
    ];

    // The statement says all of a statement; of anything else its arguments do, such as the text of a message.
    private static string Detail(Approval approval, PersonalMask mask) =>
        approval is { Sql: { } sql, Preview.Kind: not null } ? mask.Statement(sql) : string.Join('\n', Arguments(approval, mask));

    private static ImmutableArray<string> Arguments(Approval approval, PersonalMask mask)
    {
        using var arguments = JsonDocument.Parse(Redactor.RedactJson(approval.Arguments));
        return
        [
            .. arguments.RootElement.EnumerateObject().Select(argument => (argument.Name, Value: argument.Value.ToString()))
                .Select(argument => $"{argument.Name}: {(argument.Value == approval.Sql ? mask.Statement(argument.Value) : PersonalText.Mask(argument.Value))}"),
        ];
    }
}
