using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentCluster.TestKit.Webhooks;

/// <summary>A receiver on loopback that checks messages as Standard Webhooks 1.0 asks it to: written from the specification, not from our code.</summary>
public sealed class WebhookStandIn : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;
    private readonly WebApplication _app;

    private WebhookStandIn(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Its address, plain HTTP.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Secrets that it knows; a message signed with none of them is refused.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>Genuine messages, id and body.</summary>
    public ConcurrentQueue<(string Id, string Body)> Messages { get; } = [];

    /// <summary>Why messages were refused.</summary>
    public ConcurrentQueue<string> Forged { get; } = [];

    /// <summary>Answers to the next genuine messages in place of 204.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    /// <summary>What a message waits for before it is answered.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public static async Task<WebhookStandIn> StartAsync(TimeProvider time)
    {
        var standIn = new WebhookStandIn(time);
        await standIn._app.StartAsync();
        return standIn;
    }

    /// <summary>A handler that leads every request here, whatever its address.</summary>
    public HttpMessageHandler Route() => new Rerouted(Address);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers;
        var (id, at, signatures) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString());
        if (Fault(id, at, signatures, body) is { } fault)
        {
            Forged.Enqueue(fault);
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            return;
        }

        Messages.Enqueue((id, body));
        await Before;
        context.Response.StatusCode = Answers.TryDequeue(out var answer) ? answer : (int)HttpStatusCode.NoContent;
        if (context.Response.StatusCode is >= 300 and < 400)
        {
            context.Response.Headers.Location = "/elsewhere";
        }
    }

    private string? Fault(string id, string at, string signatures, string body)
    {
        if (!long.TryParse(at, CultureInfo.InvariantCulture, out var seconds) || (DateTimeOffset.FromUnixTimeSeconds(seconds) - _time.GetUtcNow()).Duration() > Tolerance)
        {
            return $"timestamp {at}";
        }

        var signed = Encoding.UTF8.GetBytes($"{id}.{at}.{body}");
        var expected = Secrets.Select(secret => HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed)).ToList();
        return signatures.Split(' ').Select(signature => signature.Split(',')).Any(parts =>
            parts is ["v1", var value] && expected.Exists(hash => CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(value))))
            ? null : $"signature {signatures}";
    }

    private sealed class Rerouted(Uri address) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
