using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AgentCluster.Notifications.Mail;

/// <summary>Hands one message to the configured SMTP server (RFC 5321).</summary>
internal sealed class MailSender(IOptions<EmailOptions> options, TimeProvider time)
{
    /// <summary>An attempt takes no longer; a stop of the silo has 25 s for everything.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public async Task<MailAttempt> SendAsync(string id, OutgoingMail mail)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        var handedOver = false;
        try
        {
            using var message = Message(id, mail);
            using var client = new SmtpClient();
            await client.ConnectAsync(options.Value.Host!, options.Value.Port, Security(options.Value.Security), limit.Token);
            if (options.Value.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Value.Password!, limit.Token);
            }

            handedOver = true;
            await client.SendAsync(message, limit.Token);
            return new(MailResult.Sent, null);
        }
        catch (SmtpCommandException refused)
        {
            // The server's own word that it did not take it; 5yz is a permanent negative reply (RFC 5321, 4.2.1).
            return new((int)refused.StatusCode >= 500 ? MailResult.Refused : MailResult.NotSent, refused.Message);
        }
#pragma warning disable CA1031 // Whatever the library throws before the message is handed over, it may be tried again; what comes after, nobody knows.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new(handedOver ? MailResult.Unknown : MailResult.NotSent, failure.Message);
        }
    }

    private MimeMessage Message(string id, OutgoingMail mail)
    {
        var from = MailboxAddress.Parse(options.Value.From!);
        var body = new BodyBuilder { TextBody = mail.Body, HtmlBody = mail.Html };
        if (mail.Csv is { } csv)
        {
            body.Attachments.Add("rows.csv", Encoding.UTF8.GetBytes(csv), new ContentType("text", "csv"));
        }

        return new([from], [new MailboxAddress("", mail.To)], mail.Subject, body.ToMessageBody())
        {
            MessageId = $"{id}@{from.Domain}",
            Date = time.GetUtcNow(),
        };
    }

    private static SecureSocketOptions Security(EmailSecurity security) => security switch
    {
        EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        EmailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
