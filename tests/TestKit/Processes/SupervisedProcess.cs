using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AgentCluster.TestKit.Processes;

/// <summary>One of our programs under a supervisor that starts it again when it ends, as systemd does with <c>Restart=always</c>.</summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ProcessStartInfo _start;
    private readonly HttpClient _http;
    private readonly Task _supervision;
    private readonly ConcurrentQueue<ProcessExit> _exits = new();
    private volatile Process? _process;
    private volatile bool _wanted = true;
    private volatile Stopwatch? _sinceTerm;

    private SupervisedProcess(string name, Uri url, ProcessStartInfo start)
    {
        (Name, Url, _start) = (name, url, start);
        _http = new() { BaseAddress = url, Timeout = TimeSpan.FromSeconds(2) };
        _supervision = Task.Run(SuperviseAsync);
    }

    public string Name { get; }

    /// <summary>Where it answers HTTP.</summary>
    public Uri Url { get; }

    /// <summary>How the processes that ended did, the first first.</summary>
    public IReadOnlyCollection<ProcessExit> Exits => _exits;

    /// <summary>Starts a program.</summary>
    /// <param name="name">What it is called; its log is <paramref name="folder"/>/NAME.log.</param>
    /// <param name="program">Path of its assembly.</param>
    /// <param name="settings">Its environment beyond the caller's own.</param>
    /// <param name="folder">Where its log goes.</param>
    public static SupervisedProcess Start(string name, string program, IReadOnlyDictionary<string, string> settings, string folder)
    {
        var url = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" --urls \"$1\" >>\"$2\" 2>&1", program, url.ToString(), Path.Combine(folder, name + ".log")]);
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("AgentCluster__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new(name, url, start);
    }

    /// <summary>Sends a signal such as <c>KILL</c>, <c>TERM</c>, <c>STOP</c> or <c>CONT</c> to the process that runs now; false when none does.</summary>
    public async Task<bool> SignalAsync(string signal)
    {
        if (_process is { } process)
        {
            if (signal == "TERM")
            {
                _sinceTerm = Stopwatch.StartNew();
            }

            using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            return kill.ExitCode == 0;
        }

        return false;
    }

    /// <summary>Returns when the process says that it is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => UntilAsync(isReady: true, cancellationToken);

    /// <summary>Returns when the process does not say, or no longer says, that it is ready.</summary>
    public Task NotReadyAsync(CancellationToken cancellationToken = default) => UntilAsync(isReady: false, cancellationToken);

    /// <summary>Whether the process says that it is ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Ends the process by a signal and does not start it again.</summary>
    public async Task StopAsync(string signal = "TERM")
    {
        _wanted = false;
        await SignalAsync(signal);
        await _supervision.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("KILL");
        _http.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (_wanted)
        {
            using (var process = Process.Start(_start)!)
            {
                _process = process;
                await process.WaitForExitAsync();
                _exits.Enqueue(new(process.ExitCode, _sinceTerm?.Elapsed));
                (_process, _sinceTerm) = (null, null);
            }

            if (_wanted)
            {
                await Task.Delay(RestartPause);
            }
        }
    }

    private async Task UntilAsync(bool isReady, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (await IsReadyAsync(cancellationToken) != isReady)
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"{Name} is still {(isReady ? "not ready" : "ready")} after {Patience}.");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
