using AgentCluster.Execution.Audit;
using AgentCluster.Monitoring;
using AgentCluster.Silo.Diagnosis;
using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Examines what the cluster stands on and says what mends it; changes nothing but the ledger it is told to make.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(ClusterSettings settings, DoctorRequest request, CancellationToken cancellationToken)
    {
        var report = new DiagnosisReport(await ExamineAsync(settings, request, cancellationToken));
        await Console.Out.WriteLineAsync(request.Json ? report.ToJson() : report.ToString());
        return report.IsHealthy ? 0 : 1;
    }

    private static async Task<IReadOnlyList<CheckResult>> ExamineAsync(ClusterSettings settings, DoctorRequest request, CancellationToken cancellationToken)
    {
        UnknownSettings.Refuse(settings.Configuration);
        var storage = StorageOptions.Of(settings.Configuration);
        return request.Source is { } name ? await ExamineSourceAsync(settings, storage, name, request.CreateLedger, cancellationToken)
            : request.CreateLedger ? throw new AgentClusterException("--create-ledger: say with --source in which source.")
            : await ExamineAllAsync(settings, storage, request, cancellationToken);
    }

    private static async Task<IReadOnlyList<CheckResult>> ExamineSourceAsync(
        ClusterSettings settings, StorageOptions storage, string name, bool createLedger, CancellationToken cancellationToken)
    {
        if (!IsMade(settings, storage))
        {
            throw new AgentClusterException($"The data directory '{settings.DataDirectory}' knows no sources yet; start the cluster once.");
        }

        await using var sources = new SourceDiagnosis(settings, storage);
        return createLedger ? [await sources.CreateLedgerAsync(name, cancellationToken)] : await sources.RunAsync(name, cancellationToken);
    }

    private static async Task<IReadOnlyList<CheckResult>> ExamineAllAsync(
        ClusterSettings settings, StorageOptions storage, DoctorRequest request, CancellationToken cancellationToken)
    {
        var platform = storage.Provider == StorageProvider.Postgres
            ? [.. await PostgresDiagnosis.RunAsync(storage, request.Silos, request.Gateways, cancellationToken), AuditCheck.Of(Audit(settings))]
            : EmbeddedDiagnosis.Run(settings.DataDirectory);
        if (!IsMade(settings, storage))
        {
            return platform;
        }

        await using var sources = new SourceDiagnosis(settings, storage);
        return [.. platform, .. await sources.RunAsync(null, cancellationToken)];
    }

    private static AuditOptions Audit(ClusterSettings settings) => settings.Configuration.GetSection(AuditOptions.SectionName).Get<AuditOptions>() ?? new();

    /// <summary>Before the first start of the embedded cluster there is nothing to look sources up in, and a doctor makes no databases.</summary>
    private static bool IsMade(ClusterSettings settings, StorageOptions storage) => storage.Provider == StorageProvider.Postgres
        || (Directory.Exists(settings.DataDirectory) && File.Exists(DataDirectory.Open(settings.DataDirectory).PlatformFile));
}
