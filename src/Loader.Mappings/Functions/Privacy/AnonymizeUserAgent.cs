using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>
/// User agents without what makes them rare. The library <c>analytical</c> keeps a user agent whose browser and system its data knows, and replaces the
/// others by a word; its data (uap-core) has some 550 patterns. This asks for the words that those patterns look for in the user agents of people: it
/// decides the same for them. Programs are rare by naming no system.
/// </summary>
internal static class AnonymizeUserAgent
{
    private static readonly byte[] Rare = "Rare user agent"u8.ToArray();

    /// <summary>Words that say which system it runs on.</summary>
    private static readonly byte[][] Systems = Words(
        "Windows", "Win98", "Win95", "Macintosh", "Mac OS X", "iPhone", "iPad", "iPod", "CPU OS ", "CFNetwork", "Android", "Linux", "linux-gnu", "CrOS ", "Ubuntu", "Fedora", "Debian", "FreeBSD",
        "OpenBSD",
        "NetBSD",
        "SunOS",
        "Tizen",
        "KAIOS",
        "Symbian",
        "BlackBerry",
        "BB10",
        "Outlook-iOS",
        "webOS",
        "Web0S",
        "Series60",
        "Series40",
        "Bada",
        "Fuchsia",
        "HarmonyOS",
        "Roku",
        "Chromecast",
        "CrKey",
        "AppleTV",
        "tvOS",
        "watchOS");

    /// <summary>Words that say which browser it is, with the slash and number that follow them there.</summary>
    private static readonly byte[][] Browsers = Words(
        "Chrome/", "CriOS/", "Chromium/", "HeadlessChrome/", "Firefox/", "FxiOS/", "Focus/", "Version/", "MSIE ", "Trident/", "Edge/", "Edg/", "EdgA/", "EdgiOS/", "Opera/", "Opera ", "OPR/", "OPiOS/", "OPT/",
        "SamsungBrowser/", "UCBrowser/", "YaBrowser/", "Vivaldi/", "DuckDuckGo/", "Silk/", "BlackBerry", "MiuiBrowser/", "GSA/", "QQBrowser/", "Maxthon", "Konqueror/", "SeaMonkey/", "PaleMoon/",
        "Safari/", "Mobile/", "FBAN/", "FBAV/", "Instagram ", "Epiphany/", "Iceweasel/", "IEMobile", "Android",
        "CFNetwork", "Outlook", "Thunderbird/", "Links (", "ELinks/", "Lynx/", "Wget/", "curl/");

    public static readonly FunctionEntry Entry = new()
    {
        Name = "anonymize_user_agent",
        Group = "privacy",
        Help = "The user agent when its browser and its system are common ones, else \"Rare user agent\": as the library analytical decides, by a shorter list. "
            + "A common one still says its exact version; \"reduce\" also sets the numbers behind the first of each version to 0.",
        Parameters = [new("x", Kinds.Text), Parameter.Choice("mode", "rare", "reduce") with { Default = "\"rare\"" }],
        Result = ValueKind.Text,
        Examples =
        [
            new(
                "anonymize_user_agent(\"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\")",
                "\"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\""),
            new("anonymize_user_agent(\"curl/8.5.0\")", "\"Rare user agent\""),
            new(
                "anonymize_user_agent(\"Mozilla/5.0 (Windows NT 10.0) Chrome/135.0.7049.96 Safari/537.36\", \"reduce\")",
                "\"Mozilla/5.0 (Windows NT 10.0) Chrome/135.0.0.0 Safari/537.0\""),
        ],
        Bind = arguments =>
        {
            var reduce = arguments.Text(1) == "reduce";
            return Implementation.Of(ValueKind.Text, (in x, scratch) => !IsCommon(x.Utf8) ? scratch.Copy(Rare) : reduce ? Reduced(x, scratch) : x);
        },
    };

    private static bool IsCommon(ReadOnlySpan<byte> utf8) => Has(utf8, Systems) && Has(utf8, Browsers);

    private static bool Has(ReadOnlySpan<byte> utf8, byte[][] words)
    {
        foreach (var word in words)
        {
            if (utf8.IndexOf(word) >= 0) return true;
        }

        return false;
    }

    /// <summary>Behind a slash and digits, every further number of the version becomes 0.</summary>
    private static Value Reduced(in Value x, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var output = scratch.Take(utf8.Length);
        var (length, version, minor) = (0, false, false);
        for (var i = 0; i < utf8.Length; i++)
        {
            var unit = utf8[i];
            if (version && unit == '.' && i + 1 < utf8.Length && char.IsAsciiDigit((char)utf8[i + 1]))
            {
                output[length++] = unit;
                output[length++] = (byte)'0';
                minor = true;
                continue;
            }

            if (minor && char.IsAsciiDigit((char)unit)) continue;
            minor = false;
            version = version ? char.IsAsciiDigit((char)unit) : unit == '/';

            // Every browser has said Mozilla/5.0 for twenty years.
            output[length++] = unit;
        }

        return scratch.Text(length);
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
