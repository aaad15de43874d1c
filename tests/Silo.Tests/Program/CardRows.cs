using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The rows of what is shown in chat services.</summary>
internal static class CardRows
{
    /// <summary>Waits until a silo has written down where a message is, which is a moment after it is there; a click before counts for nothing.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="reference">The service's own id of the message.</param>
    public static Task<long> WrittenDownAsync(string data, string reference) => Eventually.GetAsync(() => CountAsync(Path.Combine(data, "platform.db"), reference), count => count == 1);

    private static async Task<long> CountAsync(string file, string reference)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM notification_card WHERE reference = @reference";
        command.Parameters.AddWithValue("@reference", reference);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
