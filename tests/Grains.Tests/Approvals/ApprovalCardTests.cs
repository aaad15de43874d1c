using System.Text.Json;
using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApprovalCardTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly PersonalMask Mask = new(new Catalog
    {
        Source = "default",
        Dialect = "sqlite",
        Tables = [new() { Schema = "main", Name = "patients", Columns = [new() { Name = "id" }, new() { Name = "email" }, new() { Name = "ward" }] }],
    });

    private static readonly Approval Request = new()
    {
        Id = "a1",
        Status = ApprovalStatus.Pending,
        Summary = "Change 2 rows of patients in source 'default'",
        Agent = "nurse",
        Tool = "execute_sql",
        Source = "default",
        Arguments = """{"sql":"UPDATE patients SET ward = 'north'"}""",
        Sql = "UPDATE patients SET ward = 'north' WHERE email = 'anna@example.com'",
        Risk = Risk.High,
        Reasons = ["Personal data is concerned."],
        Preview = new()
        {
            Kind = "update",
            Table = "patients",
            RowsAffected = 2,
            IsExact = true,
            Before = Rows("""[[1,"anna@example.com","south"],[2,"b@example.com",null]]"""),
            After = Rows("""[[1,"anna@example.com","north"],[2,"c@example.com","north"]]"""),
            Cascades = ["Changes rows of visits as well."],
            Triggers = ["log_change"],
            NotRolledBack = ["Numbers taken from sequence s are not given back."],
            IsUndoable = true,
        },
        RequestedBy = "key-1",
        Hash = "abc",
        CreatedAt = At,
        ExpiresAt = At.AddMinutes(5),
        ExecutionId = "e1",
    };

    [Fact]
    public void Of_AStatement_SaysAllThatADecisionNeeds()
    {
        var card = ApprovalCard.Of(Request, "key-1", Mask);

        Assert.Equal(("Change 2 rows of patients in source 'default'", "It waits for a decision until 2026-03-01 10:05 UTC.", true, "abc", "high"), (card.Title, card.State, card.IsOpen, card.Hash, card.Severity));
        Assert.Equal("UPDATE patients SET ward = [masked] WHERE email = [masked]", card.Detail);
        Assert.Equal(
            [
                new("Asked by", "key-1, through agent nurse and its tool execute_sql"),
                new("Risk", "high. Personal data is concerned."),
                new("Undo", "It can be undone."),
                new("Source", "default"),
                new("Rows", "2, counted"),
                new("Not taken back", "Numbers taken from sequence s are not given back."),
                new("Changes besides", "Changes rows of visits as well."),
                new("Runs besides", "log_change"),
                new("Row", "id 1: ward: \"south\" \u2192 \"north\""),
                new CardFact("Row", "id 2: email: \"[masked]\" \u2192 \"[masked]\", ward: null \u2192 \"north\""),
            ],
            card.Facts.ToArray());
    }

    [Fact]
    public void Of_RowsThatComeAndGo_ShowsTheFirstOfThemWhole()
    {
        var gone = Request with { Preview = Request.Preview! with { After = Rows("[]"), Before = Rows(JsonSerializer.Serialize(Enumerable.Range(0, 9).Select(id => new object[] { id, "x", "w" }))) } };

        var rows = ApprovalCard.Of(gone, "key-1", Mask).Facts.Where(fact => fact.Label.StartsWith("Row", StringComparison.Ordinal)).ToList();

        Assert.Equal(7, rows.Count);
        Assert.Equal(new CardFact("Row goes", "id: 0, email: \"[masked]\", ward: \"w\""), rows[1]);
        Assert.Equal(new CardFact("Rows", "There are more."), rows[^1]);
    }

    [Fact]
    public void Of_WordsThatHideAndTurn_ShowsThemByNumber()
    {
        var card = ApprovalCard.Of(Request with { Sql = "UPDATE wards SET x = 'a\u202Eb'", Reasons = ["Says \u200B."], Tool = "t\u2066" }, "key-1", Mask);

        Assert.DoesNotContain('\u202E', card.Detail!);
        Assert.Contains("[U+202E]", card.Detail, StringComparison.Ordinal);
        Assert.Contains(card.Facts, fact => fact.Value.Contains("[U+200B]", StringComparison.Ordinal));
        Assert.Contains(card.Facts, fact => fact.Value.Contains("[U+2066]", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_LinesInValues_StayInTheirFact()
    {
        var forging = Rows(JsonSerializer.Serialize(new[] { new object[] { 1, "x", "w\"\nUndo: It can be undone." } }));
        var card = ApprovalCard.Of(Request with { Summary = "Change it\nRisk: low", Preview = Request.Preview! with { Before = forging, After = Rows("[]"), IsUndoable = false } }, "key-1", Mask);

        Assert.DoesNotContain('\n', card.Title);
        Assert.All(card.Facts, fact => Assert.DoesNotContain('\n', fact.Value));
        Assert.Equal("It can NOT be undone.", card.Facts.Take(3).Single(fact => fact.Label == "Undo").Value);
    }

    [Fact]
    public void Of_AClientsOwnRequest_QuotesItAndPromisesNothing()
    {
        var card = ApprovalCard.Of(Request with { ExecutionId = null, Sql = null, Preview = null, Summary = "Approved\u201D by maria@example.com", Agent = "api", Arguments = """{"to":"bob@example.com","password":"x"}""" }, "key-1", Mask);

        Assert.Equal("Decide on what a client asks for in its own words: \u201CApproved\" by m\u2026@example.com\u201D", card.Title);
        Assert.Equal("to: b\u2026@example.com\npassword: [redacted]", card.Detail);
        Assert.Equal(["Asked by", "Risk"], card.Facts.Select(fact => fact.Label));
    }

    [Fact]
    public void Of_AMessage_ShowsItsTextAndWhatCannotBeUndone()
    {
        var card = ApprovalCard.Of(
            Request with
            {
                Tool = "send_email", Sql = "SELECT email FROM patients WHERE email = 'x'", Preview = new() { RowsAffected = 0, IsExact = true, After = Rows("""[[1,"anna","north"]]""") },
                Arguments = """{"to":"bob@example.com","body":"Hello\nthere","attachSql":"SELECT email FROM patients WHERE email = 'x'"}""",
            },
            "key-1",
            Mask);

        Assert.Equal("to: b\u2026@example.com\nbody: Hello\nthere\nattachSql: SELECT email FROM patients WHERE email = [masked]", card.Detail);
        Assert.Contains(new("Row comes", "id: 1, email: \"[masked]\", ward: \"north\""), card.Facts);
        Assert.Equal("It can NOT be undone.", card.Facts.Single(fact => fact.Label == "Undo").Value);
    }

    [Theory]
    [InlineData(ApprovalStatus.Approved, "maria approved it by slack at 2026-03-01 10:01 UTC. It is about to be done.")]
    [InlineData(ApprovalStatus.Executing, "maria approved it by slack at 2026-03-01 10:01 UTC. It is being done.")]
    [InlineData(ApprovalStatus.Executed, "maria approved it by slack at 2026-03-01 10:01 UTC. What came of it.")]
    [InlineData(ApprovalStatus.Stale, "maria approved it by slack at 2026-03-01 10:01 UTC. What came of it.")]
    public void State_AfterApproval_SaysWhoAndWhatCameOfIt(ApprovalStatus status, string words) =>
        Assert.Equal(words, ApprovalState.Of(Request with { Status = status, Decisions = [Given(Decision.Approve)], Result = "What came of it." }));

    [Fact]
    public void State_InEveryOtherCase_IsPlain()
    {
        Assert.Equal(
            "maria approved it by slack at 2026-03-01 10:01 UTC. 1 of 2 people have approved; it waits until 2026-03-01 10:05 UTC.",
            ApprovalState.Of(Request with { Quorum = 2, Decisions = [Given(Decision.Approve)] }));
        Assert.Equal(
            "maria rejected it by slack at 2026-03-01 10:01 UTC: \u201Cnot \"now\"\u201D. Nothing was done.",
            ApprovalState.Of(Request with { Status = ApprovalStatus.Rejected, Decisions = [Given(Decision.Reject) with { Reason = "not \u201Cnow\u201D" }] }));
        Assert.Equal(
            "It waits for a decision until 2026-03-01 10:05 UTC. Nobody decided in time: since 2026-03-01 10:00 UTC more people are asked.", ApprovalState.Of(Request with { EscalatedAt = At }));
        Assert.Equal("Nobody decided in time; nothing was done.", ApprovalState.Of(Request with { Status = ApprovalStatus.Expired }));
        Assert.Equal("local, who had asked for it approved it by http at 2026-03-01 10:01 UTC.", ApprovalState.Of(
            Request with { Status = ApprovalStatus.Approved, ExecutionId = null, Decisions = [Given(Decision.Approve) with { By = "local", Channel = "http", SelfApproved = true }] }));
        Assert.All(Enum.GetValues<ApprovalStatus>(), status => Assert.NotEqual("", ApprovalState.Of(Request with { Status = status })));
    }

    [Fact]
    public void Of_WhatIsDecided_HasNoButtonsAndKeepsItsHash()
    {
        foreach (var status in Enum.GetValues<ApprovalStatus>())
        {
            var card = ApprovalCard.Of(Request with { Status = status }, "key-1", Mask);
            Assert.Equal((status == ApprovalStatus.Pending, "abc"), (card.IsOpen, card.Hash));
        }
    }

    [Fact]
    public void Events_OfARow_AreThoseSoFar()
    {
        var decided = Request with { Decisions = [Given(Decision.Approve)] };

        Assert.Equal(["approval.requested"], ApprovalEvents.Of(Request).ToArray());
        Assert.Equal(["approval.requested"], ApprovalEvents.Of(decided with { Quorum = 2 }).ToArray());
        Assert.Equal(["approval.requested", "approval.decided"], ApprovalEvents.Of(decided with { Status = ApprovalStatus.Executing }).ToArray());
        Assert.Equal(["approval.requested", "approval.decided", "approval.settled"], ApprovalEvents.Of(decided with { Status = ApprovalStatus.Executed }).ToArray());
        Assert.Equal(["approval.requested", "approval.decided", "approval.settled"], ApprovalEvents.Of(decided with { Status = ApprovalStatus.Approved, ExecutionId = null }).ToArray());
        Assert.Equal(["approval.requested", "approval.settled"], ApprovalEvents.Of(Request with { Status = ApprovalStatus.Expired }).ToArray());
        Assert.Equal(["approval.requested", "approval.escalated"], ApprovalEvents.Of(Request with { EscalatedAt = At }).ToArray());
        Assert.All(
            Enum.GetValues<ApprovalStatus>(),
            status => Assert.Subset(ApprovalEvents.All.ToHashSet(), ApprovalEvents.Of(decided with { Status = status, EscalatedAt = At }).ToHashSet()));
    }

    [Fact]
    public void Payload_OfARequest_HasNeitherArgumentsNorRows()
    {
        var payload = ApprovalEvents.Payload(Request with { Decisions = [Given(Decision.Approve) with { By = "maria@example.com" }] });

        using var json = JsonDocument.Parse(payload);
        Assert.Equal(("a1", "pending", "high", 2), (json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("risk").GetString(), json.RootElement.GetProperty("rowsAffected").GetInt32()));
        Assert.DoesNotContain("anna", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("maria@", payload, StringComparison.Ordinal);
        Assert.DoesNotContain("north", payload, StringComparison.Ordinal);
    }

    private static ResultSet Rows(string json) => new() { Columns = ["id", "email", "ward"], ColumnTypes = ["integer", "text", "text"], RowsJson = json };

    private static GivenDecision Given(Decision decision) => new() { By = "maria", At = At.AddMinutes(1), Channel = "slack", Decision = decision };
}
