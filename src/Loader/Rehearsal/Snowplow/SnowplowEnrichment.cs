using System.Globalization;
using System.Text.RegularExpressions;

namespace Loader.Rehearsal.Snowplow;

/// <summary>Why the pipeline fails one event that came through, as far as its parameters alone say; the first reason.</summary>
internal static partial class SnowplowEnrichment
{
    private static readonly HashSet<string> Codes = new(["pv", "pp", "se", "ue", "tr", "ti"], StringComparer.Ordinal);
    private static readonly HashSet<string> Platforms = new(["web", "mob", "pc", "srv", "app", "tv", "cnsl", "iot", "headset"], StringComparer.Ordinal);

    private static readonly Dictionary<string, int> Longest = new(StringComparer.Ordinal)
    {
        ["aid"] = 255,
        ["tna"] = 128,
        ["tv"] = 100,
        ["tz"] = 255,
        ["uid"] = 255,
        ["duid"] = 128,
        ["nuid"] = 128,
        ["tnuid"] = 128,
        ["ip"] = 128,
        ["fp"] = 128,
        ["url"] = 10_000,
        ["page"] = 2_000,
        ["refr"] = 10_000,
        ["ua"] = 1_000,
        ["lang"] = 255,
        ["cd"] = 12,
        ["cs"] = 128,
        ["se_ca"] = 1_000,
        ["se_ac"] = 1_000,
        ["se_la"] = 4_096,
        ["se_pr"] = 1_000,
        ["tr_id"] = 255,
        ["tr_af"] = 255,
        ["tr_ci"] = 255,
        ["tr_st"] = 255,
        ["tr_co"] = 255,
        ["tr_cu"] = 3,
        ["ti_id"] = 255,
        ["ti_sk"] = 255,
        ["ti_nm"] = 255,
        ["ti_na"] = 255,
        ["ti_ca"] = 255,
        ["ti_cu"] = 3,
    };

    private static readonly string[] Uuids = ["eid", "sid"];
    private static readonly string[] Times = ["dtm", "stm", "ttm"];
    private static readonly string[] Integers = ["vid", "tid", "ti_qu", "pp_mix", "pp_max", "pp_miy", "pp_may"];
    private static readonly string[] Decimals = ["se_va", "tr_tt", "tr_tx", "tr_sh", "ti_pr"];
    private static readonly string[] Sizes = ["res", "vp", "ds"];
    private static readonly string[] Flags = ["cookie", "f_pdf", "f_fla", "f_java", "f_dir", "f_qt", "f_realp", "f_wma", "f_gears", "f_ag"];

    public static string? Trouble(SnowplowParameters one, bool isPost)
    {
        var code = one["e"];
        if (code is null || !(Codes.Contains(code) || (!isPost && code is "ev" or "ad"))) return $"e is '{code}'";
        if (one["p"] is { } platform && !Platforms.Contains(platform)) return $"p is '{platform}'";
        foreach (var (key, value) in one.All)
        {
            if (Longest.TryGetValue(key, out var longest) && value.Length > longest) return $"{key} is too long";
        }

        if (one["tna"]?.IndexOfAny([':', ';']) >= 0) return "tna holds ':' or ';'";
        return First(Uuids, one, value => Guid.TryParseExact(value, "D", out _), "is not a UUID")
            ?? First(Times, one, IsTime, "is not a time in milliseconds")
            ?? First(Integers, one, value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), "is not an Int32")
            ?? First(
                Decimals,
                one,
                value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || BigNumber().IsMatch(value),
                "is not a number")
            ?? First(Sizes, one, value => Size().IsMatch(value), "is not WxH")
            ?? First(Flags, one, value => value is "0" or "1", "is neither 0 nor 1")
            ?? First(["url", "refr"], one, IsAddress, "cannot be read as an address")
            ?? Required(one, code)
            ?? SnowplowJson.Trouble(one, code);
    }

    private static string? Required(SnowplowParameters one, string code)
    {
        string[] needed = code switch
        {
            "pv" or "pp" => ["url"],
            "se" => ["se_ca", "se_ac"],
            "tr" => ["tr_id", "tr_tt"],
            "ti" => ["ti_id", "ti_sk", "ti_pr", "ti_qu"],
            _ => [],
        };
        return Array.Find(needed, key => string.IsNullOrEmpty(one[key])) is { } missing ? $"{missing} is missing" : null;
    }

    private static string? First(string[] keys, SnowplowParameters one, Func<string, bool> fits, string what)
    {
        foreach (var key in keys)
        {
            if (one[key] is { Length: > 0 } value && !fits(value)) return $"{key} {what}";
        }

        return null;
    }

    private static bool IsTime(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= -62_167_219_200_000 and <= 253_402_300_799_999;

    private static bool IsAddress(string value) => Uri.TryCreate(value.Replace(" ", "%20", StringComparison.Ordinal), UriKind.RelativeOrAbsolute, out _);

    [GeneratedRegex("^[0-9]+x[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Size();

    [GeneratedRegex("^[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BigNumber();
}
