using System.Globalization;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>
/// An internet address from text, strictly: the platform's own parser also takes "1", "12.34.56", "0x7f.1", brackets, ports and zone names, which
/// in a log are damage and not addresses.
/// </summary>
internal readonly record struct IpAddress(UInt128 Bits, bool IsVersion4)
{
    private const int Groups = 8;

    /// <summary>Four decimal parts without leading zeros, or the forms of RFC 4291, section 2.2. Null for anything else.</summary>
    public static IpAddress? Parse(ReadOnlySpan<byte> utf8)
    {
        if (Version4(utf8) is { } four) return new(four, true);
        return Version6(utf8) is { } six ? new(six, false) : null;
    }

    /// <summary>The shortest form of RFC 5952: lower case, the longest run of two or more zero groups left out.</summary>
    public int Format(Span<byte> output)
    {
        var length = 0;
        if (IsVersion4)
        {
            for (var i = 24; i >= 0; i -= 8)
            {
                ((byte)(Bits >> i)).TryFormat(output[length..], out var written, default, CultureInfo.InvariantCulture);
                length += written;
                if (i > 0) output[length++] = (byte)'.';
            }

            return length;
        }

        var (zeros, count) = LongestZeros();
        for (var i = 0; i < Groups; i++)
        {
            if (i == zeros)
            {
                output[length++] = (byte)':';
                output[length++] = (byte)':';
                i += count - 1;
                continue;
            }

            if (i > 0 && i != zeros + count) output[length++] = (byte)':';
            Group(i).TryFormat(output[length..], out var written, "x", CultureInfo.InvariantCulture);
            length += written;
        }

        return length;
    }

    private ushort Group(int index) => (ushort)(Bits >> (112 - (index * 16)));

    private (int Start, int Count) LongestZeros()
    {
        var best = (Start: -2, Count: 1);
        for (var i = 0; i < Groups; i++)
        {
            var run = 0;
            while (i + run < Groups && Group(i + run) == 0) run++;
            if (run > best.Count) best = (i, run);
            i += run;
        }

        return best;
    }

    private static uint? Version4(ReadOnlySpan<byte> utf8)
    {
        uint bits = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = utf8.IndexOf((byte)'.');
            if (end < 0 == part < 3) return null;
            var digits = part == 3 ? utf8 : utf8[..end];
            if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0')) return null;
            var number = 0;
            foreach (var digit in digits)
            {
                if (!char.IsAsciiDigit((char)digit)) return null;
                number = (number * 10) + (digit - '0');
            }

            if (number > 255) return null;
            bits = (bits << 8) | (uint)number;
            utf8 = part == 3 ? default : utf8[(end + 1)..];
        }

        return bits;
    }

    private static UInt128? Version6(ReadOnlySpan<byte> utf8)
    {
        Span<ushort> groups = stackalloc ushort[Groups];
        var gap = utf8.IndexOf("::"u8);
        if (gap < 0) return Fill(utf8, groups) == Groups ? Joined(groups) : null;
        var after = utf8[(gap + 2)..];
        if (after.IndexOf("::"u8) >= 0 || (!after.IsEmpty && after[0] == ':')) return null;
        Span<ushort> tail = stackalloc ushort[Groups];
        var first = gap == 0 ? 0 : Fill(utf8[..gap], groups);
        var last = after.IsEmpty ? 0 : Fill(after, tail);

        // A version 4 part stands at the end only, and the gap stands for at least one group.
        if (first < 0 || last < 0 || first + last >= Groups || utf8[..gap].Contains((byte)'.')) return null;
        groups[first..].Clear();
        tail[..last].CopyTo(groups[(Groups - last)..]);
        return Joined(groups);
    }

    /// <summary>The groups between colons, the last of them perhaps a version 4 address for two. How many; -1 when it is no such text.</summary>
    private static int Fill(ReadOnlySpan<byte> utf8, Span<ushort> groups)
    {
        var count = 0;
        while (true)
        {
            if (count == Groups) return -1;
            var end = utf8.IndexOf((byte)':');
            var digits = end < 0 ? utf8 : utf8[..end];
            if (end < 0 && digits.Contains((byte)'.'))
            {
                if (count > Groups - 2 || Version4(digits) is not { } four) return -1;
                groups[count] = (ushort)(four >> 16);
                groups[count + 1] = (ushort)four;
                return count + 2;
            }

            if (digits.Length is 0 or > 4) return -1;
            var group = 0;
            foreach (var digit in digits)
            {
                if (!char.IsAsciiHexDigit((char)digit)) return -1;
                group = (group << 4) | (char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
            }

            groups[count++] = (ushort)group;
            if (end < 0) return count;
            utf8 = utf8[(end + 1)..];
        }
    }

    private static UInt128 Joined(ReadOnlySpan<ushort> groups)
    {
        UInt128 bits = 0;
        foreach (var group in groups) bits = (bits << 16) | group;
        return bits;
    }
}
