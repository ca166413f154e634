using System.Buffers.Binary;
using System.Text;

namespace Loader.Parquet.Tests.Making;

/// <summary>
/// Writes tables, whose columns may be lists of objects, as usual writers do: row groups one after the other, pages of some thousand rows,
/// dictionaries where texts repeat, Snappy or no codec. For files that are too large to be made by hand (<see cref="Made"/>). Holds one row group in memory.
/// </summary>
internal sealed class TableWriter : IDisposable
{
    public const int Uncompressed = 0, Snappy = 1;
    private const int PageRows = 20_000;
    private const int LargestDictionary = 1 << 12;

    private readonly Stream output;
    private readonly int codec;
    private readonly TableColumn[] columns;
    private readonly TableLeaf[] leaves;
    private readonly List<(int Rows, Chunk[] Chunks)> groups = [];
    private long position;

    public TableWriter(Stream output, int codec, params TableColumn[] columns)
    {
        (this.output, this.codec, this.columns, leaves) = (output, codec, columns, [.. TableLeaf.Of(columns)]);
        Write("PAR1"u8);
    }

    /// <summary>A whole file of one row group.</summary>
    public static byte[] File(TableColumn[] columns, IReadOnlyList<object?[]> rows)
    {
        using var file = new MemoryStream();
        using (var writer = new TableWriter(file, Uncompressed, columns)) writer.Add(rows);
        return file.ToArray();
    }

    /// <summary>Adds a row group.</summary>
    public void Add(IReadOnlyList<object?[]> rows)
    {
        groups.Add((rows.Count, [.. leaves.Select(leaf => Add(leaf, rows))]));
    }

    /// <summary>Writes the footer. The stream stays open.</summary>
    public void Dispose()
    {
        Action<ThriftWriter> root = w => w.Text(4, "table").Int(5, columns.Length);
        var footer = new ThriftWriter()
            .Int(1, 1)
            .List(2, [root, .. columns.SelectMany(Elements)], (w, element) => element(w))
            .Long(3, groups.Sum(group => (long)group.Rows))
            .List(4, groups, (w, group) => w
                .List(1, group.Chunks.Zip(leaves).ToList(), (c, chunk) => Describe(c, chunk.First, chunk.Second))
                .Long(2, group.Chunks.Sum(chunk => chunk.Size))
                .Long(3, group.Rows))
            .Text(6, "Loader's tests")
            .Stop().ToArray();
        Write(footer);
        Write(Encode.Ints(footer.Length));
        Write("PAR1"u8);
    }

    private static int Physical(TableType type) => type switch { TableType.Text => Made.ByteArray, TableType.Float => 5, _ => Made.Int64 };

    private static IEnumerable<Action<ThriftWriter>> Elements(TableColumn column)
    {
        const int List = 3;
        return column.Type != TableType.List
            ? [Element(column)]
            :
            [
                Made.Group(column.Name, Made.Optional, children: 1, List), Made.Group("list", Made.Repeated, children: 1),
                Made.Group("element", Made.Required, column.Items.Count), .. column.Items.Select(Element),
            ];
    }

    private static Action<ThriftWriter> Element(TableColumn column) => Made.Element(column.Name, Physical(column.Type), Made.Optional, column.Type switch
    {
        TableType.Text => w => w.Int(6, 0),
        TableType.Money => w => w.Int(6, 5).Int(7, 2).Int(8, 18),
        TableType.Time => w => w.Int(6, 10),
        _ => null,
    });

    private void Describe(ThriftWriter w, Chunk chunk, TableLeaf leaf) => w.Long(2, chunk.Offset).Struct(3, m =>
    {
        m.Int(1, Physical(leaf.Type))
            .List(2, [Made.Plain, Made.Rle, Made.RleDictionary], (e, encoding) => e.Element(encoding), type: 5)
            .List(3, leaf.Path, (e, name) => e.Element(name), type: 8)
            .Int(4, codec)
            .Long(5, chunk.Values)
            .Long(6, chunk.Unpacked)
            .Long(7, chunk.Size)
            .Long(9, chunk.FirstPage);
        if (chunk.FirstPage > chunk.Offset) m.Long(11, chunk.Offset);
    });

    private Chunk Add(TableLeaf leaf, IReadOnlyList<object?[]> rows)
    {
        var (type, offset, unpacked, entries) = (leaf.Type, position, 0L, 0L);
        var dictionary = type == TableType.Text ? Dictionary([.. rows.SelectMany(leaf.Entries).Select(entry => entry.Value)]) : null;
        if (dictionary is not null)
        {
            unpacked += Page(2, Plain(type, dictionary.Keys), w => w.Struct(7, d => d.Int(1, dictionary.Count).Int(2, Made.Plain)));
        }

        var first = position;
        foreach (var page in rows.Chunk(PageRows))
        {
            var places = page.SelectMany(leaf.Entries).ToList();
            entries += places.Count;
            var there = places.Select(place => place.Value).OfType<object>();
            byte[] levels =
            [
                .. leaf.Member is null ? [] : Encode.WithLength(Encode.Packed(1, [.. places.Select(place => place.Repetition)])),
                .. Encode.WithLength(Levels([.. places.Select(place => place.Definition)], leaf.MostDefinition)),
            ];
            unpacked += Page(0, [.. levels, .. dictionary is null ? Plain(type, there) : Indexes(dictionary, there)], w => w.Struct(5, d => d
                .Int(1, places.Count).Int(2, dictionary is null ? Made.Plain : Made.RleDictionary).Int(3, Made.Rle).Int(4, Made.Rle)));
        }

        return new(offset, first, position - offset, unpacked, entries);
    }

    private static byte[] Levels(int[] levels, int most) =>
        Array.TrueForAll(levels, level => level == most) ? Encode.Run(most, levels.Length, 1) : Encode.Packed(most == 1 ? 1 : 2, levels);

    /// <summary>The places of all texts, or null when there are too many for a dictionary to pay.</summary>
    private static Dictionary<object, int>? Dictionary(object?[] cells)
    {
        var places = new Dictionary<object, int>();
        foreach (var cell in cells.OfType<object>())
        {
            places.TryAdd(cell, places.Count);
            if (places.Count > Math.Min(LargestDictionary, cells.Length / 4)) return null;
        }

        return places.Count > 0 ? places : null;
    }

    private static byte[] Indexes(Dictionary<object, int> dictionary, IEnumerable<object> cells)
    {
        var width = Math.Max(1, 32 - int.LeadingZeroCount(dictionary.Count - 1));
        return [(byte)width, .. Encode.Packed(width, [.. cells.Select(cell => dictionary[cell])])];
    }

    private static byte[] Plain(TableType type, IEnumerable<object> cells)
    {
        var bytes = new MemoryStream();
        Span<byte> eight = stackalloc byte[8];
        foreach (var cell in cells)
        {
            if (type == TableType.Text)
            {
                var text = Encoding.UTF8.GetBytes((string)cell);
                BinaryPrimitives.WriteInt32LittleEndian(eight, text.Length);
                bytes.Write(eight[..4]);
                bytes.Write(text);
                continue;
            }

            BinaryPrimitives.WriteInt64LittleEndian(eight, type switch
            {
                TableType.Money => (long)((decimal)cell * 100),
                TableType.Time => (((DateTime)cell).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
                TableType.Float => BitConverter.DoubleToInt64Bits((double)cell),
                _ => (long)cell,
            });
            bytes.Write(eight);
        }

        return bytes.ToArray();
    }

    /// <summary>Writes one page; tells how long it is without the codec.</summary>
    private long Page(int type, byte[] body, Action<ThriftWriter> describe)
    {
        var packed = codec == Snappy ? SnappyEncoder.Encode(body) : body;
        var header = new ThriftWriter().Int(1, type).Int(2, body.Length).Int(3, packed.Length);
        describe(header);
        var bytes = header.Stop().ToArray();
        Write(bytes);
        Write(packed);
        return bytes.Length + body.Length;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        position += bytes.Length;
    }

    private sealed record Chunk(long Offset, long FirstPage, long Size, long Unpacked, long Values);
}
