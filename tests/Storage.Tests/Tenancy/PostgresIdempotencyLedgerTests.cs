using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class PostgresIdempotencyLedgerTests() : IdempotencyLedgerContract(ITestPlatform.PostgresAsync);
