namespace Loader.Sources.BigQuery.Storage;

/// <summary>The fields of one protocol buffers message, one after the other (protobuf.dev, "Encoding").</summary>
/// <param name="message">Exactly the message.</param>
/// <param name="start">Where it begins in its buffer, for <see cref="Offset"/>.</param>
internal ref struct WireFields(ReadOnlySpan<byte> message, int start)
{
    private readonly ReadOnlySpan<byte> message = message;
    private int at;

    /// <summary>The number of the field at hand.</summary>
    public int Number { get; private set; }

    /// <summary>The value of a field that is a number.</summary>
    public ulong Number64 { get; private set; }

    /// <summary>Where the content of a field that has a length begins in the buffer.</summary>
    public int Offset { get; private set; }

    public int Length { get; private set; }

    /// <exception cref="DamagedRowsException">The message ends in the middle of a field, or a field is of no known form.</exception>
    public bool Next()
    {
        if (at == message.Length) return false;
        var tag = Varint();
        Number = (int)(tag >> 3);
        (Number64, Length) = (0, 0);
        switch (tag & 7)
        {
            case 0:
                Number64 = Varint();
                break;
            case 1:
                Pass(8);
                break;
            case 2:
                Pass(Varint());
                break;
            case 5:
                Pass(4);
                break;
            default:
                throw Damaged();
        }

        return true;
    }

    private void Pass(ulong length)
    {
        if (length > (ulong)(message.Length - at)) throw Damaged();
        (Offset, Length) = (start + at, (int)length);
        at += (int)length;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70 && at < message.Length; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        throw Damaged();
    }

    private static DamagedRowsException Damaged() => new("a message of the Storage Read API cannot be read");
}
