using AgentCluster.Execution.Redaction;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class RedactorTests
{
    public static TheoryData<string, string, string> Vectors()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(TestData.PathOf("redaction.tsv")).Skip(1))
        {
            var cells = line.Split('\t').Select(cell => cell.Replace("␊", "\n", StringComparison.Ordinal).Replace("⟦ZWSP⟧", "\u200b", StringComparison.Ordinal)).ToArray();
            rows.Add(cells[0], cells[1], cells[2]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Redact_Vector_LosesTheSecretAndNothingElse(string kind, string input, string secret)
    {
        var redacted = Redactor.Redact(input);

        Assert.True(secret.Length == 0 ? redacted == input : !redacted.Contains(secret, StringComparison.Ordinal), $"{kind}: {redacted}");
        Assert.Equal(redacted, Redactor.Redact(redacted));
    }

    [Theory]
    [InlineData("card 4111 1111 1111 1111 of Ann", "card [redacted] of Ann")]
    [InlineData("5500-0055-5555-5559.", "[redacted].")]
    [InlineData("amex 371449635398431", "amex [redacted]")]
    [InlineData("pay to DE89 3704 0044 0532 0130 00 EUR 5", "pay to [redacted] EUR 5")]
    [InlineData("GB33BUKB20201555555555", "[redacted]")]
    [InlineData("postgres://app:pa55word@db:5432/x?sslmode=require", "postgres://app:[redacted]@db:5432/x?sslmode=require")]
    [InlineData("redis://:hunter22@cache", "redis://:[redacted]@cache")]
    [InlineData("DB_PASSWORD=hunter22 make", "DB_PASSWORD=[redacted] make")]
    [InlineData("password: hunter22", "password: [redacted]")]
    [InlineData("ALTER ROLE app PASSWORD 'hunter 22'", "ALTER ROLE app PASSWORD '[redacted]'")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcd1234abcd1234==;EndpointSuffix=x", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=[redacted];EndpointSuffix=x")]
    [InlineData("x-api-key: 0123456789abcdef", "x-api-key: [redacted]")]
    [InlineData("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [redacted]")]
    [InlineData("https://x.blob/y?sv=1&sig=abcdefghijklmnop%3D&se=2", "https://x.blob/y?sv=1&sig=[redacted]&se=2")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijklmnop", "[redacted]")]
    [InlineData("glpat-abcdefghijklmnopqrst", "[redacted]")]
    [InlineData("npm_abcdefghijklmnopqrstuvwxyz0123456789", "[redacted]")]
    [InlineData("SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz", "[redacted]")]
    [InlineData("ssn=\u200b078-05-\u00ad1120;", "ssn=\u200b[redacted];")]
    [InlineData("first ghp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA then xoxb-123456789012-abcdef", "first [redacted] then [redacted]")]
    public void Redact_Secret_GivesWayToAMark(string input, string expected) => Assert.Equal(expected, Redactor.Redact(input));

    [Theory]
    [InlineData("card 4111 1111 1111 1112")]
    [InlineData("order 1234 5678 9012 3456")]
    [InlineData("id 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("at 1732524292000 and 20261125085306123")]
    [InlineData("call +49 30 901820 or (555) 123-4567")]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("ann.lee@example.org wrote on 2026-03-01")]
    [InlineData("version 10.0.15.4111111111111111")]
    [InlineData("WHERE u.password = @password AND token_count > 100")]
    [InlineData("SELECT total FROM orders WHERE secret = $1")]
    [InlineData("Forgot your password? Ask for another one.")]
    [InlineData("https://example.org:8080/a@b?page=2&signal=strong")]
    [InlineData("basic authorization is a matter of taste")]
    public void Redact_OrdinaryText_StaysAsItIs(string input) => Assert.Equal(input, Redactor.Redact(input));

    [Theory]
    [InlineData("""{"to":"a@b.org","apiKey":"x","n":4111111111111111,"list":[{"text":"password=hunter22"}]}""", """{"to":"a@b.org","apiKey":"[redacted]","n":"[redacted]","list":[{"text":"password=[redacted]"}]}""")]
    [InlineData("""{"p\u0061ssword":"s3\"cret","ok":true,"none":null}""", """{"password":"[redacted]","ok":true,"none":null}""")]
    [InlineData("""{"sql":"UPDATE t SET a = 'ü' WHERE id = 17","rows":1.50}""", """{"sql":"UPDATE t SET a = 'ü' WHERE id = 17","rows":1.50}""")]
    [InlineData("password=hunter22 is no JSON", "password=[redacted] is no JSON")]
    [InlineData("null", "null")]
    public void RedactJson_Arguments_StayJson(string input, string expected) => Assert.Equal(expected, Redactor.RedactJson(input));

    [Fact]
    public void Redact_WhatIsSpelledToHide_IsFoundInAnyGuise()
    {
        const string Secret = "AKIAIOSFODNN7EXAMPLE";
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var hidden = string.Concat(Secret.Select(c => random.Next(4) switch
            {
                0 => $"\\u{(int)c:x4}",
                1 => $"\u200b{c}",
                2 => ((char)(c + 0xFEE0)).ToString(),
                _ => c.ToString(),
            }));

            Assert.Equal("key <[redacted]>", Redactor.Redact($"key <{hidden}>").Replace("\u200b", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Redact_AnyText_EndsSoonAndStaysText()
    {
        foreach (var unit in new[] { "password=", "a://b:", "-----BEGIN PRIVATE KEY-----", "4", "DE89 ", "\\u0061", "authorization: ", "eyJ.", "\"", " " })
        {
            var text = string.Concat(Enumerable.Repeat(unit, 20_000));
            Assert.NotNull(Redactor.Redact(text));
        }
    }

    [Fact]
    public void RedactJson_DeepNesting_IsStillRedacted()
    {
        var json = string.Concat(Enumerable.Repeat("[", 200)) + "\"password=hunter22\"" + string.Concat(Enumerable.Repeat("]", 200));

        Assert.DoesNotContain("hunter22", Redactor.RedactJson(json), StringComparison.Ordinal);
    }
}
