using System.Text.Json;

namespace AgentCluster.Storage;

/// <summary>
/// Table <c>operation</c>: work that is done once however often its call is sent. A call whose answer was lost may have been executed, so
/// its result is written in the transaction of its effect, and a repetition is given that.
/// </summary>
public static class Operations
{
    /// <summary>How long an operation is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Does the work unless it was done under this id, and says what its result is or was.</summary>
    /// <typeparam name="T">The result, as JSON that reads back to an equal one.</typeparam>
    /// <param name="session">The transaction that has the effect.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="operation">Names the call, or null for one that is never sent again.</param>
    /// <param name="now">The present.</param>
    /// <param name="work">The effect.</param>
    public static async Task<T> OnceAsync<T>(this PlatformSession session, string tenant, string? operation, DateTimeOffset now, Func<Task<T>> work)
    {
        if (operation is null)
        {
            return await work();
        }

        // Of two at once the later one waits here for the end of the earlier, and finds its result or that it left nothing.
        var claimed = await session.ExecuteAsync(
            "INSERT INTO operation (tenant, id, result, at) VALUES (@tenant, @id, '', @now) ON CONFLICT (tenant, id) DO NOTHING",
            ("@tenant", tenant), ("@id", operation), ("@now", now));
        if (claimed == 0)
        {
            var done = await session.FirstAsync(
                row => row.GetString(0), "SELECT result FROM operation WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", operation));
            return JsonSerializer.Deserialize<T>(done!)!;
        }

        var result = await work();
        await session.ExecuteAsync("DELETE FROM operation WHERE tenant = @tenant AND at <= @oldest", ("@tenant", tenant), ("@oldest", now - Kept));
        await session.ExecuteAsync(
            "UPDATE operation SET result = @result WHERE tenant = @tenant AND id = @id",
            ("@tenant", tenant), ("@id", operation), ("@result", JsonSerializer.Serialize(result)));
        return result;
    }
}
