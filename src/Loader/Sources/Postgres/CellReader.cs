using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;
using Calendar = Loader.Mappings.Rows.Calendar;

namespace Loader.Sources.Postgres;

/// <summary>
/// Cells out of PostgreSQL's text forms (PostgreSQL 15, chapter 8), under the settings that <see cref="PostgresSession"/> makes: ISO dates, UTC, ISO 8601
/// intervals, hexadecimal bytes. What the mapping language cannot hold is a problem of that cell, never a rounded or guessed value.
/// </summary>
internal static class CellReader
{
    private const int SecondsPerDay = 86_400;

    /// <summary>The value of a cell that is not null. Texts lie in <paramref name="texts"/>.</summary>
    public static Value Read(PostgresType type, ReadOnlySpan<byte> cell, Scratch texts) => type switch
    {
        PostgresType.Scalar scalar => Read(scalar.Form, cell, texts),
        PostgresType.Array array => LiteralReader.Array(array, cell, texts),
        PostgresType.Composite composite => LiteralReader.Composite(composite, cell, texts),
        _ => throw new InvalidOperationException(type.ToString()),
    };

    private static Value Read(ScalarForm form, ReadOnlySpan<byte> cell, Scratch texts) => form switch
    {
        ScalarForm.Text => texts.Copy(cell),
        ScalarForm.Boolean => cell is [(byte)'t'] ? Value.True : Value.False,
        ScalarForm.Integer => ExactNumber.Integer(cell),
        ScalarForm.Numeric => Numeric(cell),
        ScalarForm.Float => Value.Of(double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)),
        ScalarForm.Bytes => Bytes(cell, texts),
        ScalarForm.Date => Day(cell) is { } day ? Value.OfDate(day) : None(cell, "is a date outside the years 1 to 9999"),
        ScalarForm.Instant => Instant(cell),
        ScalarForm.Interval => Interval(cell),
        ScalarForm.Json => TypedJson.Read(cell, texts, plain: true) ?? None(cell, "is JSON nested too deeply"),
        _ => throw new InvalidOperationException(form.ToString()),
    };

    private static Value Numeric(ReadOnlySpan<byte> cell) =>
        cell[^1] is (byte)'N' or (byte)'y' ? None(cell, "is a numeric without digits") : ExactNumber.Decimal(cell);

    private static Value Bytes(ReadOnlySpan<byte> cell, Scratch texts)
    {
        var digits = cell[2..];
        Convert.FromHexString(digits, texts.Take(digits.Length / 2), out _, out var length);
        return texts.Bytes(length);
    }

    private static int? Day(ReadOnlySpan<byte> cell)
    {
        if (cell.Length != 10) return null;
        return Number(cell[..4]) is { } year and > 0 && Number(cell[5..7]) is { } month && Number(cell[8..]) is { } day
            ? (int)Calendar.DayNumber(year, month, day)
            : null;
    }

    /// <summary><c>2026-03-01 09:30:00.123456+00</c>; the session's zone is UTC.</summary>
    private static Value Instant(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 22 || !cell.EndsWith("+00"u8) || Day(cell[..10]) is not { } day) return None(cell, "is a time outside the years 1 to 9999");
        var second = (Number(cell[11..13]) * 3600) + (Number(cell[14..16]) * 60) + Number(cell[17..19]);
        var fraction = 0;
        var digits = cell[19..^3];
        for (var i = 1; i <= 9; i++) fraction = (fraction * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return Value.OfTime((day * (long)SecondsPerDay) + second!.Value, fraction);
    }

    /// <summary><c>P1Y2M3DT4H5M6.7S</c>, each part with a sign of its own. A day has 24 hours, as in PostgreSQL's own extract(epoch).</summary>
    private static Value Interval(ReadOnlySpan<byte> cell)
    {
        var (total, isTime) = (0m, false);
        for (var at = 1; at < cell.Length;)
        {
            if (cell[at] == 'T')
            {
                (isTime, at) = (true, at + 1);
                continue;
            }

            var end = at;
            while (end < cell.Length && cell[end] is (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) end++;
            if (end == cell.Length || !decimal.TryParse(cell[at..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return None(cell, "is no length of time");
            }

            decimal? unit = ((char)cell[end], isTime) switch { ('D', _) => SecondsPerDay, ('H', _) => 3600, ('M', true) => 60, ('S', _) => 1, _ => null };
            if (unit is null && number != 0)
            {
                return None(cell, "has months, which have no fixed length", "say what they are worth in the query: extract(epoch from …)");
            }

            total += number * (unit ?? 0);
            at = end + 1;
        }

        var seconds = Math.Floor(total);
        return Value.OfDuration((long)seconds, (int)((total - seconds) * 1_000_000_000));
    }

    private static int? Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int number, out var used) && used == digits.Length ? number : null;

    private static Value None(ReadOnlySpan<byte> cell, string what, string? hint = null) =>
        Value.Of(new Problem(
            TypedCodes.NoValue,
            $"'{Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 60)])}' {what}",
            Hint: hint ?? "make it a text in the query: column::text"));
}
