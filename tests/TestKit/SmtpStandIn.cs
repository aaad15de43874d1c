using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentCluster.TestKit;

/// <summary>A mail server on loopback (RFC 5321) that keeps what it is given, or refuses as often as it is told to.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpStandIn()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Messages as they came, with their headers.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>Recipients of the envelopes.</summary>
    public ConcurrentQueue<string> Recipients { get; } = [];

    /// <summary>Replies to the next messages in place of taking them.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client hung up.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stand-in ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split([' ', ':'], 2)[0].ToUpperInvariant();
            if (verb == "RCPT")
            {
                Recipients.Enqueue(line);
            }

            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250 stand-in",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (verb == "DATA")
            {
                await writer.WriteLineAsync(await TakeAsync(reader));
            }

            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> TakeAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            message.Append(line).Append('\n');
        }

        if (Refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        Messages.Enqueue(message.ToString());
        return "250 taken";
    }
}
