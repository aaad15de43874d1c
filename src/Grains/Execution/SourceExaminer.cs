using AgentCluster.Execution.Postgres;
using AgentCluster.Execution.Sqlite;
using AgentCluster.Monitoring;

namespace AgentCluster.Execution;

/// <summary>Says whether a source can be inspected and read safely, and what would mend it.</summary>
public sealed class SourceExaminer
{
    private readonly SourceRegistry _sources;
    private readonly SqliteFiles _files;

    internal SourceExaminer(SourceRegistry sources, SqliteFiles files) => (_sources, _files) = (sources, files);

    /// <summary>Examines one source; nothing in it is changed.</summary>
    /// <param name="key">The source.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    public async Task<IReadOnlyList<CheckResult>> ExamineAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var check = $"source {key.Source}";
        var settings = await _sources.FindAsync(key, cancellationToken);
        if (!settings.Succeeded)
        {
            return [CheckResult.Fail(check, settings.Problem.Message)];
        }

        if ((SourceRules.CheckName(key.Source) ?? SourceRules.Check(settings.Value)) is { } fault)
        {
            return [CheckResult.Fail(check, fault.Message)];
        }

        return settings.Value.Provider == SourceProvider.Postgres
            ? await PostgresSourceChecks.RunAsync(check, settings.Value, cancellationToken)
            : SqliteSourceChecks.Run(check, settings.Value, _files);
    }

    /// <summary>Makes the ledger of executed actions in a source that may be written.</summary>
    /// <param name="key">The source.</param>
    /// <param name="cancellationToken">Cancels before the change.</param>
    /// <returns>What was done, or why not.</returns>
    public async Task<CheckResult> CreateLedgerAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var check = $"source {key.Source}: ledger";
        var settings = await _sources.FindAsync(key, cancellationToken);
        return !settings.Succeeded ? CheckResult.Fail(check, settings.Problem.Message)
            : !settings.Value.Writable ? CheckResult.Fail(check, "The source is not writable: its settings say that nothing is executed in it.")
            : settings.Value.Provider == SourceProvider.Postgres ? await PostgresLedger.CreateAsync(check, settings.Value, cancellationToken)
            : SqliteLedger.Create(check, settings.Value, _files);
    }
}
