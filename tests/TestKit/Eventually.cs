using System.Diagnostics;

namespace AgentCluster.TestKit;

/// <summary>Waits for what another thread brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again until the answer fits.</summary>
    public static Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> fits) => GetAsync(ask, fits, Patience);

    /// <summary>The same with a patience of the caller's own.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> fits, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (fits(answer))
            {
                return answer;
            }

            if (waited.Elapsed > patience)
            {
                throw new TimeoutException($"Still {answer} after {patience}.");
            }

            await Task.Delay(20);
        }
    }
}
