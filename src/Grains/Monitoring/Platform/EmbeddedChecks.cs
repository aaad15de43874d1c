using System.Globalization;

namespace AgentCluster.Monitoring.Platform;

/// <summary>What is to be said of a data directory. Pure: the facts are given.</summary>
public static class EmbeddedChecks
{
    private const long Mebibyte = 1024 * 1024;
    private const long Scarce = 1024 * Mebibyte;
    private const long Full = 100 * Mebibyte;

    /// <summary>One result for each check.</summary>
    /// <param name="facts">What was found.</param>
    public static IReadOnlyList<CheckResult> Of(EmbeddedFacts facts) =>
        [Directory(facts), Disk(facts), Lock(facts), .. facts.Files.SelectMany(file => new[] { Integrity(file), Migrations(file) })];

    private static CheckResult Directory(EmbeddedFacts facts) => facts.WriteFault is null
        ? CheckResult.Pass("data directory", $"'{facts.Path}' can be written.")
        : CheckResult.Fail("data directory", $"'{facts.Path}' cannot be written: {facts.WriteFault}", "Give the user that runs the cluster the right to write there, or choose another with --data.");

    private static CheckResult Disk(EmbeddedFacts facts)
    {
        const string Check = "disk";
        if (facts.FreeBytes is not { } free)
        {
            return CheckResult.Warn(Check, "The system does not say how much of the disk is free.");
        }

        var said = string.Create(CultureInfo.InvariantCulture, $"{free / Mebibyte:N0} MiB are free.");
        return free < Full ? CheckResult.Fail(Check, $"{said} Nothing can be committed on a full disk.", "Make room, or move the data directory.")
            : free < Scarce ? CheckResult.Warn(Check, said, "Make room, or move the data directory.")
            : CheckResult.Pass(Check, said);
    }

    private static CheckResult Lock(EmbeddedFacts facts) =>
        CheckResult.Pass("lock", facts.HolderUrl is null ? "No process holds the directory." : $"A cluster runs on it and answers at {facts.HolderUrl}.");

    private static CheckResult Integrity(EmbeddedFile file) => file switch
    {
        { Damage: { } damage } => CheckResult.Fail($"integrity of {file.Name}", damage, "Stop the cluster and restore the file from a backup (deploy/README.md)."),
        { Applied: null } => CheckResult.Pass($"integrity of {file.Name}", "It is not there yet; the first start makes it."),
        _ => CheckResult.Pass($"integrity of {file.Name}", "SQLite's quick check found nothing."),
    };

    private static CheckResult Migrations(EmbeddedFile file)
    {
        var check = $"migrations of {file.Name}";
        var applied = file.Applied ?? [];
        var pending = file.Expected.Except(applied).Count();
        return applied.Except(file.Expected).LastOrDefault() is { } unknown
            ? CheckResult.Fail(check, $"A newer version of the program made it: this one does not know {unknown}.", "Run the newer version.")
            : CheckResult.Pass(check, pending == 0 ? $"All {file.Expected.Length} ran." : $"The next start runs {pending} of {file.Expected.Length}.");
    }
}
