using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class SqliteIdempotencyLedgerTests() : IdempotencyLedgerContract(ITestPlatform.SqliteAsync);
