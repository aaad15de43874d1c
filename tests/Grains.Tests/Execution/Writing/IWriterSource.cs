using AgentCluster.Execution;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Grains.Tests.Execution.Writing;

/// <summary>A source of some engine that may be written, with the warehouse of <see cref="Warehouse"/> in it and a ledger.</summary>
internal interface IWriterSource : IAsyncDisposable
{
    ISourceWriter Writer { get; }

    SourceSettings Settings { get; }

    /// <summary>Changes the source as its owner would.</summary>
    Task ChangeAsync(string sql);

    /// <summary>Every row of a query, as text, as its owner sees it.</summary>
    Task<string> RowsAsync(string sql);
}
