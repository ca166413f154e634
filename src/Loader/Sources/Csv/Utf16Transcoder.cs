using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Loader.Sources.Csv;

/// <summary>UTF-16 in either byte order. A surrogate without its partner is not text.</summary>
internal sealed class Utf16Transcoder(bool bigEndian) : ITranscoder
{
    private readonly char[] characters = new char[4096];

    public int Growth => 2;

    public void Convert(ReadOnlySpan<byte> source, Span<byte> utf8, bool isEnd, out int read, out int written)
    {
        read = 0;
        written = 0;
        while (read + 1 < source.Length)
        {
            var count = Math.Min((source.Length - read) / 2, characters.Length);
            var units = MemoryMarshal.Cast<char, ushort>(characters.AsSpan(0, count));
            source.Slice(read, count * 2).CopyTo(MemoryMarshal.AsBytes(units));
            if (bigEndian == BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);

            var isLast = isEnd && source.Length - read - (count * 2) < 2;
            var status = Utf8.FromUtf16(characters.AsSpan(0, count), utf8[written..], out var used, out var made, replaceInvalidSequences: false, isLast);
            read += used * 2;
            written += made;
            if (status == OperationStatus.DestinationTooSmall) return;
            if (status == OperationStatus.InvalidData)
            {
                if (written == utf8.Length) return;
                utf8[written++] = ITranscoder.Invalid;
                read += 2;
            }
            else if (used == 0)
            {
                // The first half of a pair; the other half comes with the next piece.
                return;
            }
        }

        if (isEnd && read < source.Length && written < utf8.Length)
        {
            utf8[written++] = ITranscoder.Invalid;
            read = source.Length;
        }
    }
}
