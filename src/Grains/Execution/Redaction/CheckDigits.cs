namespace AgentCluster.Execution.Redaction;

/// <summary>Check digits that tell a number from any other digits.</summary>
internal static class CheckDigits
{
    /// <summary>The length of a payment card number that proves to be one (ISO/IEC 7812-1, annex B), else 0.</summary>
    public static int OfCard(string text)
    {
        int sum = 0, digits = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                var value = (text[i] - '0') << (digits++ % 2);
                sum += value > 9 ? value - 9 : value;
            }
        }

        return sum % 10 == 0 && HasLengthOfIssuer(text, digits) ? text.Length : 0;
    }

    /// <summary>The length of a bank account number that proves to be one (ISO 13616, modulo 97), without words that follow it, else 0.</summary>
    public static int OfAccount(string text)
    {
        for (var end = text.Length; end > 0; end = text.LastIndexOfAny([' ', '-'], end - 1))
        {
            if (IsAccount(text.AsSpan(0, end)))
            {
                return end;
            }
        }

        return 0;
    }

    // Diners Club has 14 digits, American Express 15, the others 16, some of Visa's and UnionPay's 19.
    private static bool HasLengthOfIssuer(string text, int digits) => (digits, text[0], text[1]) switch
    {
        (14, '3', '0' or '6' or '8' or '9') => true,
        (15, '3', '4' or '7') => true,
        (16, '3', '5') => true,
        (16, '2' or '4' or '5' or '6', _) => true,
        (19, '4' or '6', _) => true,
        _ => false,
    };

    private static bool IsAccount(ReadOnlySpan<char> text)
    {
        Span<char> account = stackalloc char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                account[length++] = c;
            }
        }

        if (length is < 15 or > 34)
        {
            return false;
        }

        var rest = 0;
        for (var i = 0; i < length; i++)
        {
            var c = account[(i + 4) % length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest == 1;
    }
}
