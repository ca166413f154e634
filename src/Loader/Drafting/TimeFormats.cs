using System.Globalization;
using System.Text.RegularExpressions;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>The formats of a column's times or dates, and whether the day or the month comes first, by evidence: a number above 12 is a day.</summary>
internal static partial class TimeFormats
{
    private const int MostFormats = 3;
    private const string Zone = ", \"UTC\"";

    private enum Order
    {
        Unknown,
        DayFirst,
        MonthFirst,
        Contradiction,
    }

    /// <summary>The type, or null when more than one in a hundred is no time or date, or written in a way of its own.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="isTime">Whether the column's name says so; eight digits alone are no date.</param>
    public static ColumnType? Of(List<string> texts, bool isTime)
    {
        var parts = new List<Match>(texts.Count);
        foreach (var text in texts)
        {
            if (Parts(text, isTime) is { } match) parts.Add(match);
        }

        if (!AreEnough(parts.Count, texts.Count)) return null;
        parts = Usual(parts, texts.Count);
        var order = OrderOf(parts);
        parts.RemoveAll(match => !IsDay(match, order));
        if (order == Order.Contradiction || !AreEnough(parts.Count, texts.Count)) return null;
        var misfits = texts.Count - parts.Count;
        var formats = parts.Select(match => Format(match, parts, order)).Distinct(StringComparer.Ordinal).ToList();
        if (formats.Count > MostFormats) return null;
        var hasTime = parts.TrueForAll(match => match.Groups["h"].Success);
        var ambiguous = order == Order.Unknown && parts.Exists(match => match.Groups["a"].Success && match.Groups["sep"].Value != ".");
        var question = ambiguous ? $"day or month first? No value says; month first would be {Other(formats)}" : null;
        if (!hasTime && parts.Exists(match => match.Groups["h"].Success)) return null;
        if (!hasTime)
        {
            if (formats.Count > 1) return null;
            return new(ValueKind.Date, formats[0] == "yyyy-MM-dd"
                ? "date"
                : $"date(\"{formats[0]}\")")
            { AsTime = $"time(\"{formats[0]}\"{Zone})", Question = question, Misfits = misfits };
        }

        var offsets = parts.Count(match => match.Groups["offset"].Success);
        var isIso = formats.TrueForAll(format => format.StartsWith("iso", StringComparison.Ordinal));
        var format = isIso && formats.Count == 1 && formats[0] == "iso yyyy-MM-dd HH:mm:ss" ? "\"yyyy-MM-dd HH:mm:ss\""
            : isIso ? "\"iso\""
            : formats.Count == 1 ? $"\"{formats[0]}\""
            : $"[{string.Join(", ", formats.Select(one => one.StartsWith("iso", StringComparison.Ordinal) ? "\"iso\"" : $"\"{one}\""))}]";
        return offsets == parts.Count
            ? new(ValueKind.Time, format == "\"iso\"" ? "time" : $"time({format})") { Question = question, Misfits = misfits }
            : new(ValueKind.Time, $"time({format}{Zone})") { Question = question, AssumesZone = true, Misfits = misfits };
    }

    private static bool AreEnough(int fitting, int all) => (long)(all - fitting) * TypeInference.MostMisfits <= all;

    /// <summary>Without those whose form hardly any other has: a slip, and what its day and month are would be a guess.</summary>
    private static List<Match> Usual(List<Match> parts, int all) =>
    [
        .. parts.GroupBy(match => (match.Groups["sep"].Value, match.Groups["a"].Success, match.Groups["name"].Success, match.Groups["h"].Success, match.Groups["half"].Success))
            .Where(form => form.Count() * (long)TypeInference.MostMisfits > all)
            .SelectMany(form => form),
    ];

    private static Match? Parts(string text, bool isTime)
    {
        var match = YearFirst().Match(text);
        if (!match.Success) match = YearLast().Match(text);
        if (!match.Success) match = MonthName().Match(text);
        if (!match.Success) match = MonthFirst().Match(text);
        if (!match.Success && isTime) match = Digits().Match(text);
        if (!match.Success) return null;

        // One mark between the three parts, not two different ones.
        var last = match.Groups["sep"].Success ? text[(match.Groups["m"].Success ? match.Groups["d"] : match.Groups["y"]).Index - 1] : ' ';
        return !match.Groups["sep"].Success || last == match.Groups["sep"].Value[0] ? match : null;
    }

    private static Order OrderOf(List<Match> parts)
    {
        var (day, month) = (false, false);
        foreach (var match in parts)
        {
            if (!match.Groups["a"].Success) continue;
            day |= Number(match, "a") > 12;
            month |= Number(match, "b") > 12;
        }

        return (day, month) switch { (true, true) => Order.Contradiction, (true, _) => Order.DayFirst, (_, true) => Order.MonthFirst, _ => Order.Unknown };
    }

    /// <summary>Whether there is such a day and time of day: 13 hours and 61 minutes are no time.</summary>
    private static bool IsDay(Match match, Order order)
    {
        if (match.Groups["h"].Success)
        {
            var hour = Number(match, "h");
            if (match.Groups["half"].Success ? hour is < 1 or > 12 : hour > 23) return false;
            if (Number(match, "min") > 59 || (match.Groups["s"].Success && Number(match, "s") > 59)) return false;
        }

        var day = match.Groups["d"].Success ? Number(match, "d") : Number(match, order == Order.MonthFirst ? "b" : "a");
        var month = match.Groups["name"].Success ? 12 : match.Groups["m"].Success ? Number(match, "m") : Number(match, order == Order.MonthFirst ? "a" : "b");
        var year = match.Groups["y"].Length == 2 ? 2000 + Number(match, "y") : Number(match, "y");
        return month is >= 1 and <= 12
            && year is >= 1900 and <= 2200
            && day >= 1
            && day <= (match.Groups["name"].Success ? 31 : DateTime.DaysInMonth(year, month));
    }

    private static string Format(Match match, List<Match> all, Order order)
    {
        var clock = Clock(match);
        if (match.Groups["digits"].Success) return "yyyyMMdd";
        if (match.Groups["name"].Success)
        {
            var (gap, year) = (match.Groups["sep"].Value, match.Groups["y"].Length == 2 ? "yy" : "yyyy");
            var month = all.Exists(one => one.Groups["name"].Length > 3) ? "MMMM" : "MMM";
            return match.Groups["name"].Index == 0 ? $"{month} d{match.Groups["comma"].Value} {year}{clock}" : $"d{gap}{month}{gap}{year}{clock}";
        }

        var sep = match.Groups["sep"].Value;
        if (match.Groups["m"].Success && match.Groups["y"].Index < match.Groups["m"].Index)
        {
            var date = sep == "-" && match.Groups["m"].Length == 2 && match.Groups["d"].Length == 2;
            if (date && match.Groups["h"].Success && match.Groups["h"].Length == 2 && !match.Groups["half"].Success) return $"iso yyyy-MM-dd{clock}";
            return $"yyyy{sep}{(IsPadded(all, "m") ? "MM" : "M")}{sep}{(IsPadded(all, "d") ? "dd" : "d")}{clock}";
        }

        var (first, second) = order == Order.MonthFirst ? ("M", "d") : ("d", "M");
        if (IsPadded(all, "a") && IsPadded(all, "b")) (first, second) = (first + first, second + second);
        return $"{first}{sep}{second}{sep}{(match.Groups["y"].Length == 2 ? "yy" : "yyyy")}{clock}";
    }

    private static string Clock(Match match)
    {
        if (!match.Groups["h"].Success) return "";
        var hour = (match.Groups["half"].Success ? "h" : "H") is var letter && match.Groups["h"].Length == 2 && !match.Groups["half"].Success ? "HH" : letter;
        var seconds = match.Groups["s"].Success ? match.Groups["f"].Success ? ":ss.FFFFFFFFF" : ":ss" : "";
        var half = match.Groups["half"].Success ? match.Groups["half"].Value[0] == ' ' ? " tt" : "tt" : "";
        var join = match.Groups["t"].Value == "T" ? "'T'" : match.Groups["t"].Value;
        return $"{join}{hour}:mm{seconds}{half}{(match.Groups["offset"].Success ? "K" : "")}";
    }

    private static bool IsPadded(List<Match> all, string group) => all.TrueForAll(match => !match.Groups[group].Success || match.Groups[group].Length == 2);

    private static string Other(List<string> formats)
    {
        var swapped = formats[0]
            .Replace("dd", "?", StringComparison.Ordinal)
            .Replace("MM", "dd", StringComparison.Ordinal)
            .Replace("?", "MM", StringComparison.Ordinal);
        if (swapped == formats[0]) swapped = formats[0].Replace('d', '?').Replace('M', 'd').Replace('?', 'M');
        return $"\"{swapped}\"";
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string TimeOfDay =
        @"((?<t>[T ])(?<h>[0-9]{1,2}):(?<min>[0-9]{2})(:(?<s>[0-9]{2})([.](?<f>[0-9]{1,9}))?)?(?<half> ?[AaPp][Mm])?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?$";

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?<sep>[-/.])(?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})" + TimeOfDay, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>[0-9]{1,2})(?<sep>[-/.])(?<b>[0-9]{1,2})[-/.](?<y>[0-9]{4}|[0-9]{2})" + TimeOfDay, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex YearLast();

    private const string Month = "(?<name>January|February|March|April|May|June|July|August|September|October|November|December|"
        + "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

    [GeneratedRegex(
        "^(?<d>[0-9]{1,2})(?<sep>[- ])" + Month + "[- ](?<y>[0-9]{4}|[0-9]{2})" + TimeOfDay, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MonthName();

    [GeneratedRegex("^" + Month + " (?<d>[0-9]{1,2})(?<comma>,?) (?<y>[0-9]{4})" + TimeOfDay, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^(?<digits>)(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
