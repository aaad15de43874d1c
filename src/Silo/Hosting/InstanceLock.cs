using System.Text.Json;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// Holds a data directory for one process. The lock is the open file itself, so it ends with the process however that ends; where the
/// process can be reached stands in a second file, since a locked one cannot be read everywhere.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly DataDirectory _data;
    private readonly FileStream _file;

    private InstanceLock(DataDirectory data, FileStream file) => (_data, _file) = (data, file);

    /// <exception cref="AgentClusterException">Another process holds it; the message says where that answers.</exception>
    public static InstanceLock Take(DataDirectory data)
    {
        if (TryTake(data) is { } taken)
        {
            return taken;
        }

        var known = Read(data);
        throw new AgentClusterException(
            $"The data directory '{data.Path}' is in use{(known is null ? "" : $" by process {known.Pid}, which answers at {known.Url}")}. "
            + "Ask that one with 'ask', or start this one with another --data.");
    }

    /// <summary>The lock, or null when another process holds it.</summary>
    public static InstanceLock? TryTake(DataDirectory data)
    {
        if (TryOpen(data) is not { } file)
        {
            return null;
        }

        File.Delete(data.InstanceFile);
        return new(data, file);
    }

    /// <summary>Where the process that holds the directory answers, or null when nobody holds it.</summary>
    public static string? RunningUrl(DataDirectory data)
    {
        if (TryOpen(data) is { } file)
        {
            file.Dispose();
            return null;
        }

        return Read(data)?.Url
            ?? throw new AgentClusterException($"The cluster on '{data.Path}' is starting; try again in a few seconds.", isTransient: true);
    }

    /// <summary>Tells other processes where this one answers.</summary>
    public void Publish(string url) =>
        File.WriteAllText(_data.InstanceFile, JsonSerializer.Serialize(new Instance(Environment.ProcessId, url), JsonSerializerOptions.Web));

    public void Dispose()
    {
        File.Delete(_data.InstanceFile);
        _file.Dispose();
    }

    private static FileStream? TryOpen(DataDirectory data)
    {
        try
        {
            return new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new AgentClusterException($"--data: '{data.LockFile}' cannot be written: {failure.Message}", inner: failure);
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            return null;
        }
        catch (IOException failure)
        {
            throw new AgentClusterException($"--data: '{data.LockFile}' cannot be opened: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Whether another process holds the file: a sharing violation on Windows, EWOULDBLOCK on Linux (11) and macOS (35).</summary>
    private static bool IsHeld(IOException failure) =>
        OperatingSystem.IsWindows() ? (failure.HResult & 0xFFFF) == 32 : failure.HResult is 11 or 35;

    private static Instance? Read(DataDirectory data)
    {
        try
        {
            return JsonSerializer.Deserialize<Instance>(File.ReadAllText(data.InstanceFile), JsonSerializerOptions.Web);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed record Instance(int Pid, string Url);
}
