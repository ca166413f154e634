using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Loader.Destinations.Http;

/// <summary>
/// What an event leaves beside its body: the address and the headers where rows fill them, and its id. Each with its length before it, so that
/// one can be taken for no other.
/// </summary>
internal static class HttpNote
{
    private const int LengthSize = sizeof(int);

    public static void Add(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> note)
    {
        var room = note.GetSpan(LengthSize + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[LengthSize..]);
        note.Advance(LengthSize + text.Length);
    }

    /// <summary>Takes the first text of a note off.</summary>
    public static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> note)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(note);
        var text = note.Slice(LengthSize, length);
        note = note[(LengthSize + length)..];
        return text;
    }

    public static string TakeText(scoped ref ReadOnlySpan<byte> note) => Encoding.UTF8.GetString(Take(ref note));
}
