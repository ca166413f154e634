using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>Functions that make a number of a text or of another number.</summary>
internal static class ConversionFunctions
{
    private static readonly Kinds TextOrNumber = Kinds.Of(ValueKind.Text, ValueKind.Integer, ValueKind.Decimal, ValueKind.WideDecimal, ValueKind.Float);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "integer",
            Group = "number",
            Help = "A whole number of 64 bits: digits with an optional sign, or a number without a fraction.",
            Parameters = [new("x", TextOrNumber)],
            Result = ValueKind.Integer,
            Examples =
            [
                new("\"007\" | integer", "7"), new("integer(12.00)", "12"), new("integer(\"12.5\")", "ROW001"),
                new("integer(\"\")", "ROW001"), new("integer(\"9223372036854775808\")", "ROW002"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Integer, (in x, _) => NumberReading.Integer(x)),
        },
        new()
        {
            Name = "decimal",
            Group = "number",
            Help = "An exact decimal number, whose digits are kept: 12.50 stays 12.50. One of more than 28 digits is compared and written, not computed with. "
                + "Other marks than the point, and marks between groups of thousands, must be named.",
            Parameters =
            [
                new("x", TextOrNumber), Parameter.Choice("mark", ".", ",") with { Default = "\".\"" },
                Parameter.Choice("groups", "", ".", ",", " ", "'") with { Default = "\"\"" },
            ],
            Result = ValueKind.Decimal,
            Examples =
            [
                new("\"12.50\" | decimal", "12.50"), new("\"1.234,50\" | decimal(\",\", \".\")", "1234.50"),
                new("decimal(\"1,5\")", "ROW001"), new("decimal(\"12345678901234567890123456789.5\")", "12345678901234567890123456789.5"),
            ],
            Bind = Decimal,
        },
        new()
        {
            Name = "float",
            Group = "number",
            Help = "A binary floating point number of 64 bits, also from an exponent: 1e3. Money is better as decimal.",
            Parameters = [new("x", TextOrNumber)],
            Result = ValueKind.Float,
            Examples = [new("\"1.5e3\" | float", "1500"), new("float(0.1)", "0.1"), new("float(\"NaN\")", "ROW003"), new("float(\"1,5\")", "ROW001")],
            Bind = _ => Implementation.Of(ValueKind.Float, (in x, _) => NumberReading.Float(x)),
        },
    ];

    private static Implementation? Decimal(Arguments arguments)
    {
        var mark = (byte)arguments.Text(1)![0];
        var groups = arguments.Text(2)!;
        if (mark == '.' && groups.Length == 0) return Implementation.Of(ValueKind.Decimal, (in x, _) => NumberReading.Decimal(x));
        if (groups.Length > 0 && groups[0] == mark)
        {
            arguments.Report(2, "the same mark cannot stand before the fraction and between the thousands");
            return null;
        }

        var group = groups.Length == 0 ? (byte)0 : (byte)groups[0];
        return Implementation.Of(ValueKind.Decimal, (in x, scratch) => x.Kind == ValueKind.Text ? Plain(x, mark, group, scratch) : NumberReading.Decimal(x));
    }

    /// <summary>The text with a point and without groups, which must be of three digits after a first one of one to three.</summary>
    private static Value Plain(in Value x, byte mark, byte group, Scratch scratch)
    {
        var utf8 = x.Utf8;
        Span<byte> output = utf8.Length <= 256 ? stackalloc byte[utf8.Length] : new byte[utf8.Length];
        var length = 0;
        var whole = utf8.IndexOf(mark);
        if (whole < 0) whole = utf8.Length;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (i == whole)
            {
                output[length++] = (byte)'.';
            }
            else if (group != 0 && utf8[i] == group)
            {
                var fits = i < whole && i > 0 && char.IsAsciiDigit((char)utf8[i - 1]) && (whole - i) % 4 == 0;
                if (!fits) return Misread(x, mark, group);
            }
            else if (utf8[i] == '.' || (group != 0 && GroupMissing(utf8, i, whole, group)))
            {
                return Misread(x, mark, group);
            }
            else
            {
                output[length++] = utf8[i];
            }
        }

        return ExactDecimal.Parse(output[..length], out var number) switch
        {
            ExactDecimal.Reading.Number => Value.Of(number),
            ExactDecimal.Reading.TooLong => WideDecimal.Of(output[..length]),
            _ => Misread(x, mark, group),
        };
    }

    /// <summary>A number that has groups must have all of them: "1.2345" is not 12345.</summary>
    private static bool GroupMissing(ReadOnlySpan<byte> utf8, int i, int whole, byte group) =>
        i < whole && (whole - i) % 4 == 0 && utf8[..whole].Contains(group) && char.IsAsciiDigit((char)utf8[i]);

    private static Value Misread(in Value x, byte mark, byte group) =>
        Trouble.NotA(x, $"a decimal number with '{(char)mark}' before its fraction{(group == 0 ? "" : $" and '{(char)group}' between its thousands")}");
}
