using System.Text.RegularExpressions;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>
/// The type of a column from its texts. One in a hundred may be another than the rest, since exports are never clean; those rows are counted, and will
/// fail. More make the column a text. Numbers that begin with a zero,
/// and those in columns that name things, stay texts: <c>007</c> is not 7.
/// </summary>
internal static partial class TypeInference
{
    /// <summary>2000-01-01 and 2100-01-01.</summary>
    private const long Earliest = 946_684_800;
    private const long Latest = 4_102_444_800;

    private const int MostDigits = 18;

    /// <summary>One in so many may not fit.</summary>
    internal const int MostMisfits = 100;

    private static readonly HashSet<string> Booleans = new(["true", "false", "yes", "no", "y", "n", "t", "f"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What may stand beside amounts, where it is the same in all rows.</summary>
    private static readonly string[] Marks = ["€", "$", "£", "¥", "EUR", "USD", "GBP", "CHF"];

    /// <param name="column">The column.</param>
    /// <param name="nulls">Texts that stand for nothing.</param>
    /// <param name="namesThings">Whether its name says that it holds ids, numbers of things, codes.</param>
    /// <param name="isTime">Whether its name says that it holds a moment.</param>
    public static ColumnType Of(SampledColumn column, IReadOnlySet<string> nulls, bool namesThings, bool isTime)
    {
        if (column.Kind == ValueKind.Integer && isTime && Unit(column.Integers) is { } unit) return new(ValueKind.Time, $"from_unix(\"{unit}\")");
        if (column.Kind != ValueKind.Text) return ColumnType.Of(column.Kind);
        var texts = column.Texts.Where(text => text.Length > 0 && !nulls.Contains(text)).ToList();
        if (texts.Count == 0) return ColumnType.Of(ValueKind.Text);
        return Boolean(texts) ?? Time(texts, isTime) ?? (namesThings ? null : Number(texts) ?? Money(texts)) ?? ColumnType.Of(ValueKind.Text);
    }

    private static ColumnType? Boolean(List<string> texts) => texts.TrueForAll(Booleans.Contains) ? new(ValueKind.Boolean, "boolean") : null;

    private static ColumnType? Time(List<string> texts, bool isTime)
    {
        if (isTime && texts.TrueForAll(text => text.Length is >= 9 and <= 13 && text.All(char.IsAsciiDigit)))
        {
            var numbers = texts.ConvertAll(text => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            if (Unit((numbers.Min(), numbers.Max())) is { } unit) return new(ValueKind.Time, $"integer | from_unix(\"{unit}\")");
        }

        return TimeFormats.Of(texts, isTime);
    }

    private static string? Unit((long Least, long Most) range) =>
        range.Least >= Earliest && range.Most <= Latest ? "s"
        : range.Least >= Earliest * 1_000 && range.Most <= Latest * 1_000 ? "ms"
        : null;

    private static ColumnType? Number(List<string> texts)
    {
        if (texts.Exists(text => LeadingZero().IsMatch(text))) return null;
        if (Misfits(texts, text => Integer().IsMatch(text) && text.Length <= MostDigits) is { } notWhole)
            return new(ValueKind.Integer, "integer") { Misfits = notWhole };
        if (Misfits(texts, Point().IsMatch) is { } notPoint)
        {
            return new(ValueKind.Decimal, "decimal")
            {
                Misfits = notPoint,
                Question = texts.Exists(text => !ThreeDigits().IsMatch(text)) ? null : "is the point a mark of thousands? Then write decimal(\",\", \".\")",
            };
        }

        if (Misfits(texts, Comma().IsMatch) is { } notComma)
        {
            var groups = texts.Exists(text => text.Contains('.', StringComparison.Ordinal));
            return new(ValueKind.Decimal, groups ? "decimal(\",\", \".\")" : "decimal(\",\")")
            {
                Misfits = notComma,
                Question = groups || texts.Exists(text => !ThreeDigits().IsMatch(text))
                    ? null
                    : "is the comma a mark of thousands? Then write decimal(\".\", \",\")",
            };
        }

        if (texts.Exists(text => text.AsSpan().ContainsAny('.', ',')) && Misfits(texts, Spaced().IsMatch) is { } notSpaced)
            return new(ValueKind.Decimal, $"collapse_spaces | decimal(\"{Mark(texts)}\", \" \")") { Misfits = notSpaced };
        if (Misfits(texts, Swiss().IsMatch) is { } notSwiss) return new(ValueKind.Decimal, "decimal(\".\", \"'\")") { Misfits = notSwiss };
        if (Misfits(texts, English().IsMatch) is { } notEnglish) return new(ValueKind.Decimal, "decimal(\".\", \",\")") { Misfits = notEnglish };
        return texts.TrueForAll(text => Exponent().IsMatch(text)) ? new(ValueKind.Float, "float") : null;
    }

    /// <summary>Numbers beside one currency's sign or code, which is taken off: <c>10,90 €</c>.</summary>
    private static ColumnType? Money(List<string> texts)
    {
        foreach (var mark in Marks)
        {
            if (Misfits(texts, text => text.Contains(mark, StringComparison.Ordinal)) is null) continue;
            var type = Number(texts.ConvertAll(text => text.Replace(mark, "", StringComparison.Ordinal).Trim()));
            if (type is null) return null;
            var conversion = type.Conversion!.StartsWith("collapse_spaces", StringComparison.Ordinal) ? type.Conversion : "trim | " + type.Conversion;
            return type with { Conversion = $"replace(\"{mark}\", \"\") | {conversion}" };
        }

        return null;
    }

    private static string Mark(List<string> texts) => texts.Exists(text => text.Contains('.', StringComparison.Ordinal)) ? "." : ",";

    /// <summary>How many do not fit; null when they are too many.</summary>
    private static long? Misfits(List<string> texts, Func<string, bool> fits)
    {
        var misfits = texts.Count(text => !fits(text));
        return misfits * MostMisfits <= texts.Count ? misfits : null;
    }

    [GeneratedRegex("^[+-]?0[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex LeadingZero();

    [GeneratedRegex("^[+-]?[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Integer();

    [GeneratedRegex("^[+-]?[0-9]{1,15}([.][0-9]{1,10})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Point();

    [GeneratedRegex("^[+-]?([0-9]{1,15}|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]{1,10})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Comma();

    /// <summary>Groups between spaces, those that do not break among them; without decimals somewhere it may be anything's number.</summary>
    [GeneratedRegex("^[+-]?([0-9]{1,15}|[0-9]{1,3}([ \u00A0\u202F][0-9]{3})+)([.,][0-9]{1,10})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Spaced();

    [GeneratedRegex("^[+-]?([0-9]{1,15}|[0-9]{1,3}('[0-9]{3})+)([.][0-9]{1,10})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Swiss();

    [GeneratedRegex("^[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]{1,10})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    /// <summary>A whole number, or one with exactly three digits behind its only mark: it may be a thousand.</summary>
    [GeneratedRegex("^[+-]?([0-9]+|[0-9]{1,3}[.,][0-9]{3})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ThreeDigits();

    [GeneratedRegex("^[+-]?[0-9]{1,15}([.][0-9]{1,15})?([eE][+-]?[0-9]{1,2})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Exponent();
}
