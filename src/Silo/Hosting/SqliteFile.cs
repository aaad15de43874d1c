namespace AgentCluster.Silo.Hosting;

/// <summary>Tells a SQLite database from any other file (SQLite documentation, "Database File Format", section 1.3).</summary>
internal static class SqliteFile
{
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static bool HasHeader(string path)
    {
        try
        {
            // Pipes and devices have no length; to open a pipe that nobody writes to would never return.
            if (new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length < Magic.Length)
            {
                return false;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[Magic.Length];
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.SequenceEqual(Magic);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AgentClusterException($"'{path}' cannot be read: {failure.Message}", inner: failure);
        }
    }
}
