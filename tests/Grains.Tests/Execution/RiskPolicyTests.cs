using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Execution.Policy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class RiskPolicyTests
{
    private static readonly PolicyFacts OneRow = new()
    {
        Effect = ActionEffect.Statement, Verdict = Verdict.Write, Kind = "update", Rows = 1, IsExact = true, Tier = SqlTier.Dml, SourceWritable = true,
    };

    [Theory]
    [InlineData(true, SqlTier.Read)]
    [InlineData(false, null)]
    public void Decide_Read_RunsUnasked(bool untrusted, SqlTier? tier)
    {
        var decision = Decide(OneRow with
        {
            Verdict = Verdict.Read,
            Kind = "select",
            Tier = tier,
            Untrusted = untrusted,
            SourceWritable = false,
            DataClasses = [DataClass.Personal, DataClass.Secret],
        });

        Assert.Equal((PolicyAnswer.Run, 0), (decision.Answer, decision.Quorum));
    }

    [Theory]
    [InlineData("insert", 1L, true, Risk.Low, 1)]
    [InlineData("update", 1L, true, Risk.Medium, 1)]
    [InlineData("insert", 2L, true, Risk.Medium, 1)]
    [InlineData("delete", 99L, true, Risk.Medium, 1)]
    [InlineData("delete", 100L, true, Risk.High, 1)]
    [InlineData("update", 10_000L, true, Risk.Critical, 2)]
    [InlineData("update", 1L, false, Risk.High, 1)]
    [InlineData("update", null, true, Risk.High, 1)]
    public void Decide_Write_IsAsRiskyAsItsRows(string kind, long? rows, bool exact, Risk risk, int quorum)
    {
        var decision = Decide(OneRow with { Kind = kind, Rows = rows, IsExact = exact });

        Assert.Equal((risk, PolicyAnswer.Ask, quorum), (decision.Risk, decision.Answer, decision.Quorum));
        Assert.NotEmpty(decision.Reasons);
    }

    [Theory]
    [InlineData(DataClass.Personal, Risk.High)]
    [InlineData(DataClass.Money, Risk.High)]
    [InlineData(DataClass.Secret, Risk.Critical)]
    public void Decide_SensitiveColumns_RaiseTheRisk(DataClass data, Risk risk) => Assert.Equal(risk, Decide(OneRow with { DataClasses = [data] }).Risk);

    [Theory]
    [InlineData("update", Risk.High)]
    [InlineData("create index", Risk.High)]
    [InlineData("drop table", Risk.Critical)]
    [InlineData("alter table", Risk.Critical)]
    [InlineData("truncate", Risk.Critical)]
    public void Decide_Dangerous_IsHighAndCriticalWhenIrreversible(string kind, Risk risk) =>
        Assert.Equal(risk, Decide(OneRow with { Verdict = Verdict.Dangerous, Kind = kind, Rows = null, IsExact = false, Tier = SqlTier.Ddl }).Risk);

    [Fact]
    public void Decide_Untrusted_IsOneLevelUpAndSaysSo()
    {
        foreach (var facts in new[] { OneRow, OneRow with { Kind = "insert" }, Mail(), Mail() with { Effect = ActionEffect.Tool }, OneRow with { Effect = ActionEffect.Undo, Verdict = null } })
        {
            var (trusted, untrusted) = (Decide(facts), Decide(facts with { Untrusted = true }));

            Assert.Equal(trusted.Risk + 1, untrusted.Risk);
            Assert.Contains("vouches", untrusted.Reasons[0], StringComparison.Ordinal);
        }

        Assert.Equal(Risk.Critical, Decide(OneRow with { DataClasses = [DataClass.Secret], Untrusted = true }).Risk);
    }

    [Theory]
    [InlineData(Verdict.Write, "update", SqlTier.Read, true, "only read")]
    [InlineData(Verdict.Dangerous, "create table", SqlTier.Dml, true, "not structure")]
    [InlineData(Verdict.Write, "refresh materialized view", SqlTier.Dml, true, "not structure")]
    [InlineData(Verdict.Write, "update", SqlTier.Dml, false, "may not be written")]
    [InlineData(Verdict.Forbidden, "copy", SqlTier.Ddl, true, "forbidden")]
    [InlineData(Verdict.Forbidden, "copy", null, true, "forbidden")]
    [InlineData(null, "update", SqlTier.Ddl, true, "not inspected")]
    public void Decide_WhatNobodyMayAllow_IsRefusedWithTheReason(Verdict? verdict, string kind, SqlTier? tier, bool writable, string reason)
    {
        var decision = Decide(OneRow with { Verdict = verdict, Kind = kind, Tier = tier, SourceWritable = writable });

        Assert.Equal((PolicyAnswer.Refuse, 0), (decision.Answer, decision.Quorum));
        Assert.Contains(decision.Reasons, text => text.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_MailOfAReadingAgent_IsAskedForAndOfMoneyHigh()
    {
        Assert.Equal((Risk.Medium, PolicyAnswer.Ask), (Decide(Mail()).Risk, Decide(Mail()).Answer));
        Assert.Equal(Risk.High, Decide(Mail() with { DataClasses = [DataClass.Money] }).Risk);
        Assert.Equal(PolicyAnswer.Refuse, Decide(Mail() with { Verdict = Verdict.Write }).Answer);
    }

    [Fact]
    public void Decide_UndoOfAReadingAgent_IsRefused() =>
        Assert.Equal(PolicyAnswer.Refuse, Decide(OneRow with { Effect = ActionEffect.Undo, Verdict = null, Tier = SqlTier.Read }).Answer);

    [Theory]
    [InlineData(null, false)]
    [InlineData(Risk.Low, false)]
    [InlineData(Risk.Medium, true)]
    public void Decide_BoundedChange_RunsUnaskedUpToTheConfiguredRisk(Risk? upTo, bool runs)
    {
        var policy = new RiskPolicy(Options.Create(new PolicyOptions { UnapprovedUpTo = upTo }));
        var bounded = OneRow with { Bounded = true };

        Assert.Equal(runs, policy.Decide(bounded).Answer == PolicyAnswer.Run);
        Assert.Equal(PolicyAnswer.Ask, policy.Decide(OneRow).Answer);
        Assert.Equal(PolicyAnswer.Ask, policy.Decide(bounded with { Rows = 2 }).Answer);
        Assert.Equal(PolicyAnswer.Ask, policy.Decide(bounded with { IsExact = false }).Answer);
        Assert.Equal(PolicyAnswer.Ask, policy.Decide(bounded with { Untrusted = true }).Answer);
        Assert.Equal(PolicyAnswer.Ask, policy.Decide(bounded with { Effect = ActionEffect.Mail, Verdict = null }).Answer);
    }

    [Fact]
    public void Configuration_ChangesFieldsOfBuiltInRowsAndAddsRows()
    {
        var policy = Configured(
            ("Rules:ManyRows:MinRows", "5"), ("Rules:NoDeletes:Kinds", "delete"), ("Rules:NoDeletes:Refuse", "true"), ("Rules:NoDeletes:Reason", "Nothing is deleted here."),
            ("CriticalQuorum", "3"));

        Assert.Equal(Risk.High, policy.Decide(OneRow with { Rows = 5 }).Risk);
        Assert.Contains("many rows", policy.Decide(OneRow with { Rows = 5 }).Reasons[0], StringComparison.Ordinal);
        Assert.Equal("Nothing is deleted here.", Assert.Single(policy.Decide(OneRow with { Kind = "delete" }).Reasons));
        Assert.Equal(3, policy.Decide(OneRow with { Rows = 10_000 }).Quorum);
        Assert.Equal(BuiltInPolicy.Rules().Count + 1, policy.View.Rules.Count);
    }

    [Fact]
    public void Rows_OfTheTableAreInAnyOrder_TheHighestRiskCounts()
    {
        var facts = OneRow with { Rows = 200, DataClasses = [DataClass.Personal], Verdict = Verdict.Dangerous };
        var expected = Decide(facts).Risk;
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var options = new PolicyOptions();
            var rows = options.Rules.ToArray();
            new Random(seed).Shuffle(rows);
            options.Rules.Clear();
            Array.ForEach(rows, row => options.Rules.Add(row));

            Assert.Equal(expected, new RiskPolicy(Options.Create(options)).Decide(facts).Risk);
        }
    }

    [Fact]
    public void Validator_NamesEveryFaultAtOnce()
    {
        var options = new PolicyOptions { UnapprovedUpTo = (Risk)9 };
        options.Rules["A"] = new() { Verdict = (Verdict)7, MinRows = -1, Kinds = " , ", Reason = "x" };
        options.Rules["B"] = new() { Risk = (Risk)(-1) };

        var failures = new PolicyOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(
            ["A:Verdict", "A:Kinds", "A:MinRows", "B:Risk", "B:Reason", "UnapprovedUpTo"],
            failures.Select(failure => string.Join(':', failure.Replace("AgentCluster:Policy:", "", StringComparison.Ordinal).Replace("Rules:", "", StringComparison.Ordinal).Split(": ")[0])));
        Assert.True(new PolicyOptionsValidator().Validate(null, new()).Succeeded);
    }

    private static PolicyFacts Mail() => new() { Effect = ActionEffect.Mail, Tier = SqlTier.Read };

    private static PolicyDecision Decide(PolicyFacts facts) => new RiskPolicy(Options.Create(new PolicyOptions())).Decide(facts);

    private static RiskPolicy Configured(params (string Key, string Value)[] settings)
    {
        var options = new PolicyOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value))).Build().Bind(options);
        return new(Options.Create(options));
    }
}
