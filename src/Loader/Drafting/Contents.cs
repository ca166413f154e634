using System.Net;
using System.Text.RegularExpressions;

namespace Loader.Drafting;

/// <summary>What a column's texts look like: nine of ten have to, since exports are never clean.</summary>
internal static partial class Contents
{
    /// <summary>Currencies that shops and CRMs have; a column of three capital letters alone may be anything.</summary>
    private static readonly HashSet<string> Currencies = new(
        ("AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KRW KWD MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB "
        + "SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Countries = new(
        ("AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KR LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT QA RO RS RU "
        + "SA SE SG SI SK TH TN TR TW UA UK US UY VN ZA").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly (ContentKind Kind, Func<string, bool> Fits)[] All =
    [
        (ContentKind.Sha256, text => Sha256().IsMatch(text)),
        (ContentKind.Uuid, text => Guid.TryParseExact(text, "D", out _)),
        (ContentKind.Url, text => Url().IsMatch(text)),
        (ContentKind.IpAddress, text => Address().IsMatch(text) && IPAddress.TryParse(text, out _)),
        (ContentKind.UserAgent, text => text.StartsWith("Mozilla/", StringComparison.Ordinal)),
        (ContentKind.ScreenSize, text => ScreenSize().IsMatch(text)),
        (ContentKind.Currency, Currencies.Contains),
        (ContentKind.Country, Countries.Contains),
        (ContentKind.ClickId, text => ClickId().IsMatch(text)),
        (ContentKind.Phone, text => Phone().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= 7 and <= 15),
        (ContentKind.Path, text => text.StartsWith('/')),
    ];

    /// <param name="texts">The texts without those that stand for nothing.</param>
    public static ContentKind Of(IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0) return ContentKind.Other;

        // People are not left in the clear because half of a column is of another kind.
        if (texts.Count(text => Emails().IsMatch(text)) * 2L >= texts.Count) return ContentKind.Email;
        foreach (var (kind, fits) in All)
        {
            if (texts.Count(fits) * 10L >= texts.Count * 9L) return kind;
        }

        return ContentKind.Other;
    }

    /// <summary>Whether it is one address, white space around it and its owner's name before it included.</summary>
    public static bool IsEmail(string text) => Email().IsMatch(text);

    /// <summary>Whether it can be dialled, whatever stands between its digits.</summary>
    public static bool IsPhone(string text) => Dialled().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= 7 and <= 15;

    /// <summary>Whether most begin with a plus sign, so that they are telephone numbers whatever their column is called: ids have none.</summary>
    public static bool AreDialled(IReadOnlyCollection<string> texts) => texts.Count > 0 && texts.Count(text => text.StartsWith('+')) * 2L >= texts.Count;

    /// <summary>Whether a calling code may stand at its beginning without a plus sign.</summary>
    public static bool MayHoldCode(string text) => text.Length > 0 && text[0] is >= '1' and <= '9' && text.Count(char.IsAsciiDigit) > 10;

    public static bool IsSha256(string text) => Sha256().IsMatch(text);

    private const string AddressOnly = @"[^@\s<>,;:]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+";

    private const string Mailbox = $@"\s*({AddressOnly}|[^@<>]*<\s*{AddressOnly}\s*>)\s*";

    [GeneratedRegex($"^{Mailbox}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    [GeneratedRegex($"^{Mailbox}([,;]{Mailbox})*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Emails();

    [GeneratedRegex(@"^\s*[+]?[0-9 ()./-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Dialled();

    [GeneratedRegex("^[0-9A-Fa-f]{64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();

    [GeneratedRegex("^https?://[^ ]+$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex("^([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex("^[0-9]{3,5}x[0-9]{3,5}$", RegexOptions.NonBacktracking)]
    private static partial Regex ScreenSize();

    /// <summary>As Google's click ids begin.</summary>
    [GeneratedRegex("^(Cj0|CjwK|EAIaI)[A-Za-z0-9_-]{6,}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ClickId();

    /// <summary>With its plus sign, zeros or marks between digits: digits alone may be anything.</summary>
    [GeneratedRegex("^([+]|00)[0-9 ()./-]+$|^[(]?0[0-9]+[)]?[ /-][0-9 /-]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();
}
