using System.Buffers.Binary;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Fuzz;

/// <summary>
/// Puts other numbers where numbers stand, and leaves all else as it was: the file stays well-formed up to the number that lies. Reaches what damage
/// of single bytes hardly does, such as a dictionary of two billion entries or a page that is one value too long. The same seed does the same damage.
/// </summary>
internal sealed class StructuredMutator(int seed)
{
    private readonly Random random = new(seed);

    public byte[] Mutate(byte[] file, IReadOnlyList<NumberSite> sites)
    {
        var bytes = (byte[])file.Clone();
        var changes = random.Next(4) == 0 ? random.Next(2, 6) : 1;

        // From the end, so that what grows moves no site that is still to come.
        foreach (var site in Enumerable.Range(0, changes)
            .Select(_ => sites[random.Next(sites.Count)])
            .DistinctBy(site => site.Offset)
            .OrderByDescending(site => site.Offset))
        {
            bytes = Change(bytes, site);
        }

        return bytes;
    }

    private byte[] Change(byte[] bytes, NumberSite site)
    {
        var old = bytes.AsSpan(site.Offset, site.Length);
        switch (site.Form)
        {
            case NumberForm.Byte:
                bytes[site.Offset] = (byte)Other(old[0], bytes.Length);
                return bytes;
            case NumberForm.Word:
                BinaryPrimitives.WriteInt32LittleEndian(old, (int)Other(BinaryPrimitives.ReadInt32LittleEndian(old), bytes.Length));
                return bytes;
            default:
                var raw = Raw(old);
                var number = site.Form == NumberForm.Zigzag ? Other((long)(raw >> 1) ^ -(long)(raw & 1), bytes.Length) : Other((long)raw, bytes.Length);
                return Replaced(bytes, site, site.Form == NumberForm.Zigzag ? Encode.Zigzag(number) : Encode.Varint((ulong)number));
        }
    }

    private long Other(long number, int fileLength) => random.Next(16) switch
    {
        0 => 0,
        1 => 1,
        2 => -1,
        3 or 4 => unchecked(number + 1),
        5 or 6 => unchecked(number - 1),
        7 => unchecked(number * 2),
        8 => number / 2,
        9 => int.MaxValue,
        10 => int.MinValue,
        11 => long.MaxValue,
        12 => uint.MaxValue,
        13 => fileLength,
        14 => 1L << random.Next(63),
        _ => random.Next(256),
    };

    private static ulong Raw(ReadOnlySpan<byte> varint)
    {
        ulong value = 0;
        for (var i = 0; i < varint.Length; i++) value |= (ulong)(varint[i] & 0x7F) << Math.Min(7 * i, 63);
        return value;
    }

    private static byte[] Replaced(byte[] bytes, NumberSite site, byte[] number)
    {
        // A shorter number is written at the same length: zeros on top are allowed in a varint.
        while (number.Length < site.Length)
        {
            number[^1] |= 0x80;
            number = [.. number, 0];
        }

        if (site.End > 0)
        {
            // A page keeps its length, so that the pages behind it stay where they are.
            byte[] page = [.. number, .. bytes[(site.Offset + site.Length)..site.End]];
            page.AsSpan(0, site.End - site.Offset).CopyTo(bytes.AsSpan(site.Offset));
            return bytes;
        }

        byte[] grown = [.. bytes[..site.Offset], .. number, .. bytes[(site.Offset + site.Length)..]];
        var size = grown.AsSpan(^8..^4);
        BinaryPrimitives.WriteInt32LittleEndian(size, BinaryPrimitives.ReadInt32LittleEndian(size) + number.Length - site.Length);
        return grown;
    }
}
