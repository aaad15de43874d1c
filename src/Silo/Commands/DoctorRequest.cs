namespace AgentCluster.Silo.Commands;

/// <summary>What a doctor is asked for.</summary>
/// <param name="Source">The one source to examine, or null for everything.</param>
/// <param name="CreateLedger">Whether to make that source's ledger.</param>
/// <param name="Silos">Silos that shall share the platform database.</param>
/// <param name="Gateways">Gateways that shall.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record DoctorRequest(string? Source, bool CreateLedger, int Silos, int Gateways, bool Json);
