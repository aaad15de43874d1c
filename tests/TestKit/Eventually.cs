using System.Diagnostics;

namespace AgentCluster.TestKit;

/// <summary>Waits for what another thread brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again until the answer fits.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> fits)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (fits(answer))
            {
                return answer;
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"Still {answer} after {Patience}.");
            }

            await Task.Delay(20);
        }
    }
}
