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
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task<MailAttempt> SendAsync(string id, OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            using var message = Message(id, mail);
            using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
            await client.ConnectAsync(options.Value.Host!, options.Value.Port, Security(options.Value.Security), cancellationToken);
            if (options.Value.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Value.Password!, cancellationToken);
            }

            await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new(Sent: true, Final: true, null);
        }
        catch (SmtpCommandException refused)
        {
            // 5yz is a permanent negative reply (RFC 5321, 4.2.1).
            return new(Sent: false, Final: (int)refused.StatusCode >= 500, refused.Message);
        }
        catch (Exception failure) when (failure is ProtocolException or AuthenticationException or SslHandshakeException or IOException or SocketException or TimeoutException or ServiceNotConnectedException)
        {
            return new(Sent: false, Final: false, failure.Message);
        }
    }

    private MimeMessage Message(string id, OutgoingMail mail)
    {
        var from = MailboxAddress.Parse(options.Value.From!);
        var body = new BodyBuilder { TextBody = mail.Body };
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
