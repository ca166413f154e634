using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>Checks of single values that several parts share; the good path allocates nothing.</summary>
internal static class Ga4Values
{
    /// <summary>A text of at most so many characters, or a number.</summary>
    public static Problem? TextOrNumber(in Value value, int longest, string path, Place place) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal or ValueKind.Float => null,
        ValueKind.Text => Longest(value.Utf8, longest, path, place),
        ValueKind.Boolean => new(Ga4Codes.WrongType, $"{path} is true or false; Google takes texts and numbers", place, "say which: if(…, \"yes\", \"no\")"),
        _ => new(Ga4Codes.WrongType, $"{path} is {ValueWords.Of(value.Kind)}; Google takes texts and numbers", place, "convert it: … | text"),
    };

    public static Problem? Text(in Value value, int longest, string path, Place place) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Text => Longest(value.Utf8, longest, path, place),
        _ => new(Ga4Codes.WrongType, $"{path} is {ValueWords.Of(value.Kind)}, not a text", place, "convert it: … | text"),
    };

    public static Problem? Number(in Value value, string path, Place place) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal or ValueKind.Float => null,
        _ => new(Ga4Codes.WrongType, $"{path} is {ValueWords.Of(value.Kind)}, not a number", place, "convert it: … | decimal"),
    };

    /// <summary>64 hexadecimal digits.</summary>
    public static Problem? Sha256(in Value value, string path, Place place)
    {
        if (value.IsNull) return null;
        var isHash = value.Kind == ValueKind.Text && value.Utf8.Length == 64;
        if (isHash)
        {
            foreach (var digit in value.Utf8) isHash &= char.IsAsciiHexDigit((char)digit);
        }

        return isHash
            ? null
            : new(Ga4Codes.NotHashed, $"{path} is not a SHA-256 of 64 hexadecimal digits", place, "hash it: … | normalize_email(\"google\") | sha256");
    }

    private static Problem? Longest(ReadOnlySpan<byte> utf8, int longest, string path, Place place)
    {
        // A character has at least one byte, so most texts need not be counted.
        if (utf8.Length <= longest || Encoding.UTF8.GetCharCount(utf8) <= longest) return null;
        return new(
            Ga4Codes.TooLong,
            $"{path} has {Encoding.UTF8.GetCharCount(utf8)} characters; Google takes {longest} and drops longer texts",
            place,
            $"cut it: … | left({longest})");
    }
}
