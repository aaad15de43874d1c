using System.Net;
using System.Security.Cryptography;
using System.Text;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Http.Pages;

/// <summary>A page for one decision: text and a form, no script, nothing from elsewhere; everything that is not ours is encoded.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What stands in the body, HTML.</param>
internal sealed record DecisionPage(int Status, string Body) : IResult, IStatusCodeHttpResult
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    private const string Style = """
        body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;padding:16px;max-width:680px;color:#1c1c1c;background:#fff}
        h1{font-size:22px}dl{display:grid;grid-template-columns:minmax(80px,auto) 1fr;gap:4px 14px}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
        pre{background:#f3f3f3;padding:10px;white-space:pre-wrap;overflow-wrap:anywhere}.no{background:#fdecea;padding:10px}
        textarea{width:100%;box-sizing:border-box;font:inherit}button{font:inherit;padding:12px 22px;margin:10px 10px 0 0;border:0;border-radius:6px;color:#fff;background:#176b37}
        button[value=reject]{background:#a12622}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>The card, and the form while it is open.</summary>
    public static DecisionPage Of(LinkCard card)
    {
        var body = new StringBuilder();
        if (card.Refusal is { } refusal)
        {
            body.Append($"<p class=\"no\" role=\"alert\">Your decision does not count: {Encode(refusal)}</p>");
        }

        body.Append($"<h1>{Encode(card.Title)}</h1><p>{Encode(card.State)}</p><dl>");
        foreach (var fact in card.Facts)
        {
            body.Append($"<dt>{Encode(fact.Label)}</dt><dd>{Encode(fact.Value)}</dd>");
        }

        body.Append("</dl>").Append(card.Detail is { } detail ? $"<pre>{Encode(detail)}</pre>" : "").Append(card is { IsOpen: true, Hash: { } hash } ? Form(hash) : "");
        return new(StatusCodes.Status200OK, body.ToString());
    }

    /// <summary>Why there is no card.</summary>
    public static DecisionPage Of(Problem problem) =>
        new(problem.Code == "oldLink" ? StatusCodes.Status410Gone : ProblemAnswer.From(problem).Status, $"<h1>{Encode(problem.Message)}</h1>");

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.ContentSecurityPolicy = Policy;
        return response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>AgentCluster</title><style>{Style}</style></head><body>{Body}</body></html>",
            httpContext.RequestAborted);
    }

    private static string Form(string hash) =>
        $"""
        <form method="post"><input type="hidden" name="hash" value="{Encode(hash)}"><input type="hidden" name="operation" value="{Guid.NewGuid():N}">
        <p><label for="reason">Why (for a no it is what the agent learns from)</label><br><textarea id="reason" name="reason" rows="3" maxlength="1000"></textarea></p>
        <button name="decision" value="approve">Approve</button><button name="decision" value="reject">Reject</button></form>
        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
