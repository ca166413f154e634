using System.Globalization;
using System.Text;

namespace Loader.Mappings.Functions.Text;

/// <summary>
/// Unicode's normal forms (UAX #15). Written here because the program runs without the platform's culture data, where the platform's own
/// normalizing returns every text as it is. The data is read when the first text needs it.
/// </summary>
internal static class NormalForm
{
    private const int HangulBase = 0xAC00;
    private const int HangulLead = 0x1100;
    private const int HangulVowel = 0x1161;
    private const int HangulTail = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private static readonly Lazy<Tables> Data = new(Read);

    /// <summary>The text's characters in a normal form.</summary>
    /// <param name="compatible">Whether letters that only look different become the plain ones (ﬁ, ①, full-width letters): NFKC and NFKD.</param>
    /// <param name="composed">Whether letters and marks are put together where there is one character for both: NFC and NFKC.</param>
    public static List<Rune> Of(ReadOnlySpan<byte> utf8, bool compatible, bool composed)
    {
        var tables = Data.Value;
        var runes = new List<Rune>(utf8.Length);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            Decompose(rune.Value, compatible, tables, runes);
            utf8 = utf8[consumed..];
        }

        Order(runes, tables);
        if (composed) Compose(runes, tables);
        return runes;
    }

    private static void Decompose(int rune, bool compatible, Tables tables, List<Rune> into)
    {
        if (rune is >= HangulBase and < HangulBase + (Leads * Vowels * Tails))
        {
            var index = rune - HangulBase;
            into.Add(new(HangulLead + (index / (Vowels * Tails))));
            into.Add(new(HangulVowel + (index / Tails % Vowels)));
            if (index % Tails != 0) into.Add(new(HangulTail + (index % Tails)));
        }
        else if (tables.Canonical.TryGetValue(rune, out var parts) || (compatible && tables.Compatible.TryGetValue(rune, out parts)))
        {
            foreach (var part in parts) Decompose(part, compatible, tables, into);
        }
        else
        {
            into.Add(new(rune));
        }
    }

    /// <summary>Marks behind one letter stand in the order of their classes; those of one class keep theirs.</summary>
    private static void Order(List<Rune> runes, Tables tables)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var rune = runes[i];
            var own = tables.ClassOf(rune.Value);
            if (own == 0) continue;
            var at = i;
            for (; at > 0 && tables.ClassOf(runes[at - 1].Value) > own; at--) runes[at] = runes[at - 1];
            runes[at] = rune;
        }
    }

    private static void Compose(List<Rune> runes, Tables tables)
    {
        var (starter, kept, last) = (-1, 0, -1);
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i].Value;
            var own = tables.ClassOf(rune);

            // A mark reaches its letter when nothing of its class or a higher one stands between; a letter when nothing does.
            if (starter >= 0 && (last < own || last == -1) && Composed(runes[starter].Value, rune, tables) is { } whole)
            {
                runes[starter] = new(whole);
                continue;
            }

            if (own == 0)
            {
                starter = kept;
                last = -1;
            }
            else
            {
                last = own;
            }

            runes[kept++] = new(rune);
        }

        runes.RemoveRange(kept, runes.Count - kept);
    }

    private static int? Composed(int first, int second, Tables tables)
    {
        if (first - HangulLead is >= 0 and < Leads and var lead && second - HangulVowel is >= 0 and < Vowels and var vowel)
            return HangulBase + (((lead * Vowels) + vowel) * Tails);
        if (first - HangulBase is >= 0 and < Leads * Vowels * Tails and var syllable
            && syllable % Tails == 0
            && second - HangulTail is > 0 and < Tails and var tail)
            return first + tail;
        return tables.Composed.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static Tables Read()
    {
        using var stream = typeof(NormalForm).Assembly.GetManifestResourceStream("normalization.txt")
            ?? throw new InvalidOperationException("The data of Unicode's normal forms is not in the program.");
        using var reader = new StreamReader(stream);
        var tables = new Tables();
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#') continue;
            foreach (var entry in line[2..].Split(';')) tables.Add(line[0], entry);
        }

        return tables;
    }

    private sealed class Tables
    {
        private readonly Dictionary<int, byte> classes = [];

        public Dictionary<int, int[]> Canonical { get; } = [];

        public Dictionary<int, int[]> Compatible { get; } = [];

        public Dictionary<(int First, int Second), int> Composed { get; } = [];

        public int ClassOf(int rune) => rune < 0x300 ? 0 : classes.GetValueOrDefault(rune);

        public void Add(char kind, string entry)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (kind == 'm')
            {
                var range = entry[..equals].Split('-');
                for (var rune = Hexadecimal(range[0]); rune <= Hexadecimal(range[1]); rune++)
                    classes.Add(rune, byte.Parse(entry.AsSpan(equals + 1), CultureInfo.InvariantCulture));
                return;
            }

            var whole = Hexadecimal(entry[..equals]);
            var alone = entry[equals + 1] == '!';
            int[] parts = [.. entry[(equals + (alone ? 2 : 1))..].Split(' ').Select(Hexadecimal)];
            (kind == 'c' ? Canonical : Compatible).Add(whole, parts);
            if (kind == 'c' && !alone) Composed.Add((parts[0], parts[1]), whole);
        }

        private static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
