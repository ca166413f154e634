using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Sources.Postgres;

/// <summary>
/// Arrays and composite values out of their text forms: <c>{1,NULL,"a b"}</c> (PostgreSQL 15, 8.15.6) and <c>(1,,"a b")</c> (8.16.6).
/// </summary>
internal static class LiteralReader
{
    public static Value Array(PostgresType.Array type, ReadOnlySpan<byte> literal, Scratch texts)
    {
        // Bounds that do not begin at 1 stand before the array: [0:2]={1,2,3}.
        var start = literal[0] == '[' ? literal.IndexOf((byte)'=') + 1 : 0;
        return Items(type, literal, ref start, texts);
    }

    public static Value Composite(PostgresType.Composite type, ReadOnlySpan<byte> literal, Scratch texts)
    {
        var members = new KeyValuePair<string, Value>[type.Fields.Count];
        var at = 1;
        for (var i = 0; i < members.Length; i++)
        {
            var (name, field) = type.Fields[i];

            // In a composite value nothing at all is null, and quotes are doubled.
            var isNull = literal[at] is (byte)',' or (byte)')';
            members[i] = new(name, isNull ? Value.Null : Element(field, literal, ref at, (byte)',', (byte)')', texts));
            at++;
        }

        return Value.Of(new ValueObject(members));
    }

    private static Value Items(PostgresType.Array type, ReadOnlySpan<byte> literal, ref int at, Scratch texts)
    {
        var items = new List<Value>();
        at++;
        while (literal[at] != '}')
        {
            if (literal[at] == type.Delimiter) at++;
            else if (literal[at] == '{') items.Add(Items(type, literal, ref at, texts));
            else items.Add(Item(type, literal, ref at, texts));
        }

        at++;
        return Value.Of(items);
    }

    private static Value Item(PostgresType.Array type, ReadOnlySpan<byte> literal, ref int at, Scratch texts)
    {
        if (!literal[at..].StartsWith("NULL"u8) || (literal[at + 4] != type.Delimiter && literal[at + 4] != '}'))
        {
            return Element(type.Item, literal, ref at, (byte)type.Delimiter, (byte)'}', texts);
        }

        at += 4;
        return Value.Null;
    }

    /// <summary>One element up to its delimiter, quoted or not; a backslash or a second quote stands for the character after it.</summary>
    private static Value Element(PostgresType type, ReadOnlySpan<byte> literal, ref int at, byte delimiter, byte end, Scratch texts)
    {
        var bare = ArrayPool<byte>.Shared.Rent(literal.Length);
        var (length, quoted) = (0, false);
        for (; quoted || (literal[at] != delimiter && literal[at] != end); at++)
        {
            if (literal[at] == '\\') bare[length++] = literal[++at];
            else if (literal[at] != '"') bare[length++] = literal[at];
            else if (quoted && literal[at + 1] == '"') bare[length++] = literal[++at];
            else quoted = !quoted;
        }

        var value = CellReader.Read(type, bare.AsSpan(0, length), texts);
        ArrayPool<byte>.Shared.Return(bare);
        return value;
    }
}
