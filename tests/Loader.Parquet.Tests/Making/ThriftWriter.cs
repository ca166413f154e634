using System.Text;

namespace Loader.Parquet.Tests.Making;

/// <summary>Writes Thrift compact structures, right ones and wrong ones.</summary>
public sealed class ThriftWriter
{
    private readonly List<byte> bytes = [];
    private readonly Stack<int> outer = [];
    private int last;

    public byte[] ToArray() => [.. bytes];

    public ThriftWriter Int(int id, long value, int type = 5)
    {
        Header(id, type);
        Zigzag(value);
        return this;
    }

    public ThriftWriter Int8(int id, sbyte value)
    {
        Header(id, 3);
        bytes.Add((byte)value);
        return this;
    }

    public ThriftWriter Long(int id, long value) => Int(id, value, type: 6);

    public ThriftWriter Bool(int id, bool value)
    {
        Header(id, value ? 1 : 2);
        return this;
    }

    public ThriftWriter Text(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public ThriftWriter Binary(int id, byte[] value)
    {
        Header(id, 8);
        Varint((ulong)value.Length);
        bytes.AddRange(value);
        return this;
    }

    public ThriftWriter Struct(int id, Action<ThriftWriter> write)
    {
        Header(id, 12);
        Body(write);
        return this;
    }

    public ThriftWriter List<T>(int id, IReadOnlyCollection<T> items, Action<ThriftWriter, T> write, int type = 12)
    {
        Header(id, 9);
        if (items.Count < 15) bytes.Add((byte)((items.Count << 4) | type));
        else
        {
            bytes.Add((byte)(0xF0 | type));
            Varint((ulong)items.Count);
        }

        foreach (var item in items)
        {
            if (type == 12) Body(w => write(w, item));
            else write(this, item);
        }

        return this;
    }

    /// <summary>Any bytes, for fields no type here writes.</summary>
    public ThriftWriter Raw(int id, int type, params byte[] value)
    {
        Header(id, type);
        bytes.AddRange(value);
        return this;
    }

    public void Element(long value) => Zigzag(value);

    public void Element(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Varint((ulong)utf8.Length);
        bytes.AddRange(utf8);
    }

    public ThriftWriter Stop()
    {
        bytes.Add(0);
        return this;
    }

    private void Body(Action<ThriftWriter> write)
    {
        outer.Push(last);
        last = 0;
        write(this);
        Stop();
        last = outer.Pop();
    }

    private void Header(int id, int type)
    {
        var delta = id - last;
        if (delta is > 0 and < 16) bytes.Add((byte)((delta << 4) | type));
        else
        {
            bytes.Add((byte)type);
            Zigzag(id);
        }

        last = id;
    }

    private void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
