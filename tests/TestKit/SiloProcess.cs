using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentCluster.TestKit;

/// <summary>The real program as a process of its own, reached over HTTP only.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private SiloProcess(Process process) => _process = process;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(100) };

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program on a data directory and a free port, and returns when it is ready.</summary>
    public static Task<SiloProcess> StartAsync(string data, params string[] arguments) => StartAsync(data, [], arguments);

    /// <summary>The same with settings in its environment.</summary>
    public static async Task<SiloProcess> StartAsync(string data, Dictionary<string, string> environment, params string[] arguments)
    {
        string[] address = arguments.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        var silo = Launch(["--data", data, .. address, .. arguments], environment);
        var url = await silo.UrlAsync(Path.Combine(data, "instance.json"));
        silo.Http.BaseAddress = new Uri(url);
        return silo;
    }

    /// <summary>Runs the program to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs the program to its end with settings in its environment.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using var silo = Launch(arguments, environment);
        await silo.ExitedAsync();
        return (silo.ExitCode, silo.Output);
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return ExitedAsync();
    }

    /// <summary>SIGTERM, as an orderly stop sends.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await ExitedAsync();
    }

    public async Task ExitedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private static SiloProcess Launch(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AgentCluster.Silo.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the tests' own shell is set to must not reach the program.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AgentCluster__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var silo = new SiloProcess(new Process { StartInfo = start });
        silo._process.OutputDataReceived += (_, line) => silo.Append(line.Data);
        silo._process.ErrorDataReceived += (_, line) => silo.Append(line.Data);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private async Task<string> UrlAsync(string instanceFile)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The program did not come up:\n{Output}");
            }

            if (await TryReadAsync(instanceFile) is { } instance && instance.Pid == _process.Id)
            {
                return instance.Url;
            }

            await Task.Delay(50);
        }
    }

    private static async Task<Instance?> TryReadAsync(string instanceFile)
    {
        try
        {
            return JsonSerializer.Deserialize<Instance>(await File.ReadAllTextAsync(instanceFile), JsonSerializerOptions.Web);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed record Instance(int Pid, string Url);
}
