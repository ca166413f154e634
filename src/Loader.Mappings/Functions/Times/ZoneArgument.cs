using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>The zone and format parameters that several functions share.</summary>
internal static class ZoneArgument
{
    public static readonly Parameter Zone = new("zone", Kinds.Text) { Constant = true };

    /// <summary>The zone that was written, or its default; null after reporting that it is none, or when it was left out.</summary>
    public static Zone? Read(Arguments arguments, int index)
    {
        if (arguments.Text(index) is not { } name) return null;
        if (Times.Zone.Find(name) is { } zone) return zone;
        var hint = DidYouMean.Hint(name, Times.Zone.Names);
        arguments.Report(index, $"unknown time zone \"{name}\"", hint ?? "a name of the IANA database such as Europe/Rome, UTC, or an offset such as +02:00");
        return null;
    }

    /// <summary>The pattern of a format; null after reporting what is wrong with it.</summary>
    public static TimePattern? Pattern(Arguments arguments, int index, string format, bool reads)
    {
        if (TimePattern.Of(format, reads, out var message, out var hint) is { } pattern) return pattern;
        arguments.Report(index, message, Times.Zone.Find(format) is null ? hint : $"a zone comes after the format: \"iso\", \"{format}\"");
        return null;
    }

    /// <summary>A reader for a format that says a whole date; null after reporting why not.</summary>
    public static TimeReader? Reader(Arguments arguments, int index, string format)
    {
        if (format == "iso") return new IsoReader();
        if (Pattern(arguments, index, format, reads: true) is not { } pattern) return null;
        var missing = !pattern.Has(TimeField.Year, TimeField.YearOfCentury) ? "year (yyyy)"
            : !pattern.Has(TimeField.Month, TimeField.MonthName, TimeField.MonthShortName) ? "month (MM)"
            : !pattern.Has(TimeField.Day) ? "day (dd)"
            : null;
        if (missing is null) return new PatternReader(pattern);
        arguments.Report(index, $"the format \"{format}\" has no {missing}", pattern.Has(TimeField.Minute) ? "months are MM, minutes are mm" : null);
        return null;
    }

    /// <summary>Why a text is not a time of these forms; of several, only their names are said.</summary>
    public static Value Misread(in Value x, string noun, TimeReader[] readers, Misreading last)
    {
        var forms = string.Join(" or ", readers.Select(reader => reader.Form));
        if (readers.Length > 1) return Trouble.NotA(x, $"{noun} of the form {forms}");
        var character = Text.Slices.Characters(x.Utf8[..Math.Min(last.At, x.Utf8.Length)]) + 1;
        return Trouble.NotA(x, $"{noun} of the form {forms}", $"expected {last.Expected}{(last.At == 0 ? "" : $" at character {character}")}");
    }
}
