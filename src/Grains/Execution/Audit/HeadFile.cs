using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Audit;

/// <summary>The files of signed heads, one a tenant: what the database cannot take back.</summary>
internal sealed class HeadFile
{
    private readonly string? _directory;
    private readonly byte[] _key;

    public HeadFile(IOptions<AuditOptions> options) =>
        (_directory, _key) = (options.Value.Directory, options.Value.Key is { } key ? Convert.FromBase64String(key) : []);

    /// <summary>Whether heads are signed.</summary>
    public bool IsOn => _directory is not null;

    /// <summary>Every signed head of a tenant in the order of the file; null in place of a line that this key did not sign.</summary>
    public async Task<ImmutableArray<SignedHead?>> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        if (PathOf(tenant) is not { } path || !File.Exists(path))
        {
            return [];
        }

        // A last line without its end was being written when its silo died.
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.ASCII);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n').SkipLast(1).Select(line => SignedHead.Read(line, tenant, _key))];
    }

    /// <summary>Signs a head; on disk when it returns.</summary>
    /// <exception cref="IOException">The file cannot be written now, or another silo is writing it.</exception>
    public void Append(string tenant, SignedHead head)
    {
        if (PathOf(tenant) is not { } path)
        {
            return;
        }

        Directory.CreateDirectory(_directory!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        file.Position = EndOfLastLine(file);
        file.SetLength(file.Position);
        file.Write(Encoding.ASCII.GetBytes($"{head.Line(tenant, _key)}\n"));
        file.Flush(flushToDisk: true);
    }

    private static long EndOfLastLine(FileStream file)
    {
        for (var at = file.Length; at > 0; at--)
        {
            file.Position = at - 1;
            if (file.ReadByte() == '\n')
            {
                return at;
            }
        }

        return 0;
    }

    private string? PathOf(string tenant) => _directory is null ? null : Path.Combine(_directory, $"{tenant}.heads");
}
