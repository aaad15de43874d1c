using System.Text.RegularExpressions;

namespace AgentCluster.Discovery.Profiling;

/// <summary>
/// Recognises by their format values that identify a person or a device or mean nothing to one: such values are counted but never
/// kept in a profile.
/// </summary>
internal static partial class ValueFormats
{
    public static bool IsIdentifier(string value) =>
        value.Length >= 7
        && (Email().IsMatch(value) || Phone().IsMatch(value) || Uri().IsMatch(value) || Uuid().IsMatch(value)
            || Hexadecimal().IsMatch(value) || Base64().IsMatch(value) || Network().IsMatch(value) || Account().IsMatch(value));

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    // E.164 with a plus, national numbers with brackets or at least two groups, or the seven-digit local form.
    [GeneratedRegex(@"^(\+[0-9][0-9 ()./-]{5,20}|\([0-9]{2,5}\)[0-9 ./-]{5,15}|[0-9]{2,5}([ ./-][0-9]{2,6}){2,5}|[0-9]{3}-[0-9]{4})(\s*(x|ext\.?)\s*[0-9]{1,6})?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*://|www\.)\S+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Uri();

    [GeneratedRegex(@"^\{?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\}?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^(0x)?(?=[a-f]*[0-9])[0-9a-f]{16,}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+/_.$-]{24,}={0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex(@"^(([0-9]{1,3}\.){3}[0-9]{1,3}|([0-9a-f]{2}[:-]){5}[0-9a-f]{2}|([0-9a-f]{0,4}:){4,7}[0-9a-f]{0,4})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Network();

    // IBAN (ISO 13616) and card numbers (ISO/IEC 7812), blanks allowed; VAT numbers of a country code and 8 to 12 digits.
    [GeneratedRegex(@"^([A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?|[0-9]{4}([ -]?[0-9]{4}){3}|[A-Z]{2}U?[0-9]{8,12})$", RegexOptions.CultureInvariant)]
    private static partial Regex Account();
}
