using System.Text;

namespace Loader.Mappings.Functions.Times;

/// <summary>What a piece of a time's format stands for.</summary>
internal enum TimeField
{
    Literal,
    Year,
    YearOfCentury,
    Month,
    MonthShortName,
    MonthName,
    Day,
    WeekdayShortName,
    Weekday,
    Hour,
    Hour12,
    Minute,
    Second,

    /// <summary>Exactly so many digits.</summary>
    Fraction,

    /// <summary>At most so many digits; without any, the point before them goes too.</summary>
    OptionalFraction,
    HalfOfDay,

    /// <summary>+01:00</summary>
    Offset,

    /// <summary>+01</summary>
    OffsetHours,

    /// <summary>Z, +01:00 or nothing.</summary>
    OptionalOffset,

    /// <summary>The letter Z, which says UTC.</summary>
    Utc,
}

/// <param name="Field">What it is.</param>
/// <param name="Width">How many letters stood in the format; for numbers 1 means without a leading zero.</param>
/// <param name="Text">A literal's bytes.</param>
internal readonly record struct TimePiece(TimeField Field, int Width, byte[] Text);

/// <summary>
/// A format such as <c>yyyy-MM-dd HH:mm:ss</c>, in the letters of .NET's custom formats (learn.microsoft.com, "Custom date and time format
/// strings") with English names, cut into pieces once. T stands for itself, Z for itself and UTC; other letters that are meant as
/// text stand in single quotes.
/// </summary>
internal sealed class TimePattern
{
    private static readonly (string Letters, TimeField Field)[] Fields =
    [
        ("yyyy", TimeField.Year), ("yy", TimeField.YearOfCentury), ("MMMM", TimeField.MonthName), ("MMM", TimeField.MonthShortName),
        ("MM", TimeField.Month), ("M", TimeField.Month), ("dddd", TimeField.Weekday), ("ddd", TimeField.WeekdayShortName), ("dd", TimeField.Day),
        ("d", TimeField.Day), ("HH", TimeField.Hour), ("H", TimeField.Hour), ("hh", TimeField.Hour12), ("h", TimeField.Hour12),
        ("mm", TimeField.Minute), ("m", TimeField.Minute), ("ss", TimeField.Second), ("s", TimeField.Second), ("tt", TimeField.HalfOfDay),
        ("zzz", TimeField.Offset), ("zz", TimeField.OffsetHours), ("K", TimeField.OptionalOffset), ("Z", TimeField.Utc),
    ];

    private TimePattern(string format, List<TimePiece> pieces)
    {
        Format = format;
        Pieces = [.. pieces];
    }

    public string Format { get; }

    public TimePiece[] Pieces { get; }

    public bool Has(params ReadOnlySpan<TimeField> fields)
    {
        foreach (var piece in Pieces)
        {
            if (fields.Contains(piece.Field)) return true;
        }

        return false;
    }

    /// <summary>The pattern, or null with what is wrong with the format.</summary>
    /// <param name="reads">Whether texts are read by it: then it may not say the same thing twice or half of it.</param>
    public static TimePattern? Of(string format, bool reads, out string message, out string? hint)
    {
        (message, hint) = ("", null);
        List<TimePiece> pieces = [];
        for (var i = 0; i < format.Length;)
        {
            var letter = format[i];
            if (letter is '\'' or '"')
            {
                var end = format.IndexOf(letter, i + 1);
                if (end < 0)
                {
                    message = $"the quoted text in the format \"{format}\" is never closed";
                    return null;
                }

                Literal(format[(i + 1)..end], pieces);
                i = end + 1;
            }
            else if (letter == '\\' && i + 1 < format.Length)
            {
                Literal(format.Substring(i + 1, 1), pieces);
                i += 2;
            }
            else if (!char.IsAsciiLetter(letter) || letter == 'T')
            {
                var length = char.IsHighSurrogate(letter) && i + 1 < format.Length ? 2 : 1;
                Literal(format.Substring(i, length), pieces);
                i += length;
            }
            else if (Field(format, i) is { } piece)
            {
                pieces.Add(piece);
                i += piece.Width;
            }
            else
            {
                var run = Run(format, i);
                message = $"'{format.Substring(i, run)}' means nothing in the format \"{format}\"";
                hint = letter switch
                {
                    'Y' => "years are yyyy, in lower case",
                    'D' => "days are dd, in lower case",
                    'S' => "seconds are ss, in lower case; their fraction is fff",
                    _ => "yyyy MM dd HH mm ss fff tt zzz; other letters stand in single quotes: 'at'",
                };
                return null;
            }
        }

        return reads ? Checked(new(format, pieces), ref message, ref hint) : new(format, pieces);
    }

    private static TimePattern? Checked(TimePattern pattern, ref string message, ref string? hint)
    {
        foreach (var group in pattern.Pieces.Where(piece => piece.Field != TimeField.Literal).GroupBy(piece => Meaning(piece.Field), StringComparer.Ordinal))
        {
            if (group.Count() == 1) continue;
            message = $"the format \"{pattern.Format}\" has the {group.Key} twice";
            hint = group.Key is "minute" or "month" ? "months are MM, minutes are mm" : null;
            return null;
        }

        if (pattern.Has(TimeField.Hour12) != pattern.Has(TimeField.HalfOfDay))
        {
            message = $"the format \"{pattern.Format}\" has only one of hh and tt";
            hint = "hours from 00 to 23 are HH; hours from 01 to 12 are hh and need tt for AM or PM";
            return null;
        }

        return pattern;
    }

    private static string Meaning(TimeField field) => field switch
    {
        TimeField.Year or TimeField.YearOfCentury => "year",
        TimeField.Month or TimeField.MonthName or TimeField.MonthShortName => "month",
        TimeField.Weekday or TimeField.WeekdayShortName => "weekday",
        TimeField.Hour or TimeField.Hour12 => "hour",
        TimeField.Fraction or TimeField.OptionalFraction => "fraction",
        TimeField.Offset or TimeField.OffsetHours or TimeField.OptionalOffset or TimeField.Utc => "offset",
        TimeField.HalfOfDay => "tt",
        _ => field.ToString().ToLowerInvariant(),
    };

    private static TimePiece? Field(string format, int at)
    {
        var run = Run(format, at);
        if (format[at] is 'f' or 'F')
            return run <= 9 ? new(format[at] == 'f' ? TimeField.Fraction : TimeField.OptionalFraction, run, []) : null;
        foreach (var (letters, field) in Fields)
        {
            if (letters.Length == run && letters[0] == format[at]) return new(field, run, []);
        }

        return null;
    }

    private static int Run(string format, int at)
    {
        var end = at;
        while (end < format.Length && format[end] == format[at]) end++;
        return end - at;
    }

    private static void Literal(string text, List<TimePiece> pieces)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (pieces.Count > 0 && pieces[^1].Field == TimeField.Literal) pieces[^1] = pieces[^1] with { Text = [.. pieces[^1].Text, .. bytes] };
        else if (bytes.Length > 0) pieces.Add(new(TimeField.Literal, 0, bytes));
    }
}
