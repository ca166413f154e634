namespace Loader.Parquet.Tests.Fuzz;

/// <summary>Damages files the way disks, networks and enemies do. The same seed does the same damage.</summary>
internal sealed class Mutator(int seed)
{
    // Numbers that decide something: zero, signs, the ends of ranges.
    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random random = new(seed);

    public byte[] Mutate(byte[] file)
    {
        var bytes = (byte[])file.Clone();
        if (random.Next(10) == 0) return bytes[..random.Next(bytes.Length + 1)];
        var changes = 1 + random.Next(random.Next(2) == 0 ? 2 : 12);
        for (var i = 0; i < changes; i++) bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes)
    {
        if (bytes.Length < 16) return bytes;
        var at = Place(bytes.Length);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3 or 4:
                bytes[at] = Telling[random.Next(Telling.Length)];
                return bytes;
            case 5:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 6:
                // A stretch from elsewhere in the file: well-formed pieces in the wrong place.
                var length = Math.Min(random.Next(1, 40), bytes.Length - at);
                var from = random.Next(bytes.Length - length);
                bytes.AsSpan(from, length).ToArray().CopyTo(bytes, at);
                return bytes;
            default:
                // One byte more or less moves all that follows, but not the footer's length and magic.
                return random.Next(2) == 0
                    ? [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]]
                    : [.. bytes[..at], .. bytes[(at + 1)..]];
        }
    }

    // Headers are few among many values, and the footer decides most, so they get more than their share.
    private int Place(int length) => random.Next(3) switch
    {
        0 => random.Next(Math.Min(length, 64)),
        1 => length - 1 - random.Next(Math.Min(length - 1, 600)),
        _ => random.Next(length),
    };
}
