using System.Globalization;
using System.Text;

namespace Loader.Mappings.Functions.Text;

/// <summary>
/// Texts without accents and other marks on their letters. By data of our own, since the platform's normalizing returns every text as it is where there is no
/// culture data.
/// </summary>
public static class PlainLetters
{
    /// <summary>No letter becomes more bytes than this.</summary>
    internal const int MostBytes = 4;

    /// <summary>Letters that have no decomposition and still a plain form, as addresses and machine-readable documents write them.</summary>
    private static readonly Dictionary<int, string> Others =
        "ß ss ẞ SS æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L đ d Đ D ð d Ð D þ th Þ Th ħ h Ħ H ı i ŧ t Ŧ T"
            .Split(' ').Chunk(2).ToDictionary(pair => (int)pair[0][0], pair => pair[1]);

    /// <summary><c>Straße</c> is Strasse, <c>Téléphone</c> Telephone.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var runes = Decomposed(Encoding.UTF8.GetBytes(text));
        var output = new byte[runes.Count * MostBytes];
        return Encoding.UTF8.GetString(output.AsSpan(0, Write(runes, output)));
    }

    /// <summary>Letters and marks for <see cref="Write"/>.</summary>
    internal static List<Rune> Decomposed(ReadOnlySpan<byte> utf8) => NormalForm.Of(utf8, compatible: false, composed: false);

    /// <summary>Writes decomposed text without its marks; how many bytes that were.</summary>
    internal static int Write(List<Rune> runes, Span<byte> output)
    {
        var length = 0;
        foreach (var rune in runes)
        {
            if (Others.TryGetValue(rune.Value, out var plain)) length += Encoding.ASCII.GetBytes(plain, output[length..]);
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                length += rune.EncodeToUtf8(output[length..]);
        }

        return length;
    }
}
