namespace AgentCluster.Execution.Policy;

/// <summary>The policy where nothing is configured.</summary>
internal static class BuiltInPolicy
{
    /// <summary>Its rows, for the configuration to change.</summary>
    public static Dictionary<string, PolicyRule> Rules() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Change"] = new() { Risk = Risk.Low, Reason = "It changes something." },
        ["Overwrite"] = new() { Verdict = Verdict.Write, Kinds = "update, delete, merge", Risk = Risk.Medium, Reason = "It changes rows that people work with." },
        ["SeveralRows"] = new() { Verdict = Verdict.Write, MinRows = 2, Risk = Risk.Medium, Reason = "It changes several rows." },
        ["ManyRows"] = new() { Verdict = Verdict.Write, MinRows = 100, Risk = Risk.High, Reason = "It changes many rows." },
        ["MassRows"] = new() { Verdict = Verdict.Write, MinRows = 10_000, Risk = Risk.Critical, Reason = "It changes more rows than anybody can look through." },
        ["Uncounted"] = new() { Verdict = Verdict.Write, Exact = false, Risk = Risk.High, Reason = "Nobody could count what it changes." },
        ["Dangerous"] = new() { Verdict = Verdict.Dangerous, Risk = Risk.High, Reason = "It is unbounded, changes the structure or runs code of the database." },
        ["Irreversible"] = new() { Verdict = Verdict.Write, Kinds = "drop *, alter *, truncate", Risk = Risk.Critical, Reason = "It cannot be taken back." },
        ["PersonalData"] = new() { DataClass = DataClass.Personal, Risk = Risk.High, Reason = "It is about personal data." },
        ["Money"] = new() { DataClass = DataClass.Money, Risk = Risk.High, Reason = "It is about money." },
        ["Secrets"] = new() { DataClass = DataClass.Secret, Risk = Risk.Critical, Reason = "It is about passwords, tokens or keys." },
        ["Mail"] = new() { Effect = ActionEffect.Mail, Risk = Risk.Medium, Reason = "A message leaves." },
        ["Tool"] = new() { Effect = ActionEffect.Tool, Risk = Risk.Medium, Reason = "It changes what agents can do." },
    };
}
