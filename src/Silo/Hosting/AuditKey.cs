using System.Security.Cryptography;

namespace AgentCluster.Silo.Hosting;

/// <summary>The key that signs heads of the execution log where the configuration gives none: made once, in the data directory.</summary>
internal static class AuditKey
{
    private const int Bytes = 32;

    /// <exception cref="AgentClusterException">The file cannot be read or made.</exception>
    public static string ReadOrMake(DataDirectory data)
    {
        var path = Path.Combine(data.AuditFolder, "key");
        try
        {
            Directory.CreateDirectory(data.AuditFolder);
            if (!File.Exists(path))
            {
                Make(path);
            }

            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AgentClusterException($"--data: the key of the audit log, '{path}', cannot be used: {failure.Message}", inner: failure);
        }
    }

    // Whole or not at all: half a key after a crash would sign heads that no later one verifies.
    private static void Make(string path)
    {
        var draft = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }
}
