using Loader.Parquet.Pages;

namespace Loader.Parquet.Tests.Making;

/// <summary>Makes small Parquet files by hand, with one row group, for what no file of the corpus shows.</summary>
internal static class Made
{
    public const int Int32 = 1, Int64 = 2, ByteArray = 6;
    public const int Required = 0, Optional = 1, Repeated = 2;
    public const int Plain = 0, Rle = 3, BitPacked = 4, DeltaByteArray = 7, RleDictionary = 8;

    /// <summary>A file with one top-level column.</summary>
    public static byte[] File(
        int type, int repetition, long rows, byte[][] pages, long? values = null, Action<ThriftWriter>? annotation = null,
        string? createdBy = null, int codec = 0, bool namesDictionary = false, int[]? encodings = null, Action<ThriftWriter>? more = null) =>
        File(
            [Element("c", type, repetition, annotation)],
            rows,
            [new MadeColumn
            {
                Path = ["c"], Type = type, Pages = pages, ValueCount = values ?? rows, Codec = codec, NamesDictionary = namesDictionary,
                Encodings = encodings ?? [0], More = more,
            }],
            createdBy,
            rootChildren: 1);

    /// <summary>A file with any schema; the root is added.</summary>
    public static byte[] File(
        Action<ThriftWriter>[] schema, long rows, MadeColumn[] columns, string? createdBy = null, int? rootChildren = null)
    {
        var bytes = new List<byte>("PAR1"u8.ToArray());
        var chunks = new List<(MadeColumn Column, long Offset, long Size)>();
        foreach (var column in columns)
        {
            chunks.Add((column, bytes.Count, column.Pages.Sum(page => (long)page.Length)));
            foreach (var page in column.Pages) bytes.AddRange(page);
        }

        Action<ThriftWriter> root = w => w.Text(4, "root").Int(5, rootChildren ?? columns.Length);
        var footer = new ThriftWriter()
            .Int(1, 2)
            .List(2, [root, .. schema], (w, element) => element(w))
            .Long(3, rows)
            .List(4, [0], (w, _) => w
                .List(1, chunks, (c, chunk) => Chunk(c, chunk.Column, chunk.Offset, chunk.Size))
                .Long(2, chunks.Sum(chunk => chunk.Size))
                .Long(3, rows));
        if (createdBy is not null) footer.Text(6, createdBy);
        return Whole([.. bytes], footer.Stop().ToArray());
    }

    /// <summary>Data and footer put together.</summary>
    public static byte[] Whole(byte[] data, byte[] footer) => [.. data, .. footer, .. Encode.Ints(footer.Length), .. "PAR1"u8];

    public static Action<ThriftWriter> Element(string name, int type, int repetition, Action<ThriftWriter>? annotation = null) => w =>
    {
        w.Int(1, type).Int(3, repetition).Text(4, name);
        annotation?.Invoke(w);
    };

    public static Action<ThriftWriter> Group(string name, int repetition, int children, int? converted = null) => w =>
    {
        w.Int(3, repetition).Text(4, name).Int(5, children);
        if (converted is { } type) w.Int(6, type);
    };

    /// <summary>A data page of version 1; the body is [levels] values, stored as it is.</summary>
    public static byte[] Page1(
        int values, byte[] body, int encoding = Plain, int? uncompressed = null, int levels = Rle, bool crc = false, int? crcOff = null) =>
    [
        .. Header(0, uncompressed ?? body.Length, body, crc, crcOff)
            .Struct(5, w => w.Int(1, values).Int(2, encoding).Int(3, levels).Int(4, levels)).Stop().ToArray(),
        .. body,
    ];

    /// <summary>A data page of version 2.</summary>
    public static byte[] Page2(
        int values, int rows, byte[] repetition, byte[] definition, byte[] content, int encoding = Plain, int? uncompressed = null,
        bool? isCompressed = null)
    {
        byte[] body = [.. repetition, .. definition, .. content];
        return
        [
            .. Header(3, uncompressed ?? body.Length, body)
                .Struct(8, w =>
                {
                    w.Int(1, values).Int(2, 0).Int(3, rows).Int(4, encoding).Int(5, definition.Length).Int(6, repetition.Length);
                    if (isCompressed is { } flag) w.Bool(7, flag);
                })
                .Stop().ToArray(),
            .. body,
        ];
    }

    public static byte[] Dictionary(int entries, byte[] body, int encoding = Plain) =>
        [.. Header(2, body.Length, body).Struct(7, w => w.Int(1, entries).Int(2, encoding)).Stop().ToArray(), .. body];

    public static byte[] OtherPage(int type, byte[] body) =>
        [.. Header(type, body.Length, body).Struct(6, _ => { }).Stop().ToArray(), .. body];

    private static ThriftWriter Header(int type, int uncompressed, byte[] body, bool crc = false, int? crcOff = null)
    {
        var header = new ThriftWriter().Int(1, type).Int(2, uncompressed).Int(3, body.Length);
        if (crc) header.Int(4, unchecked((int)Crc32.Of(body)) + (crcOff ?? 0));
        return header;
    }

    private static void Chunk(ThriftWriter w, MadeColumn column, long offset, long size)
    {
        if (column.More is not null) column.More(w);
        w.Long(2, offset).Struct(3, m =>
        {
            m.Int(1, column.Type)
                .List(2, column.Encodings, (e, encoding) => e.Element(encoding), type: 5)
                .List(3, column.Path, (e, name) => e.Element(name), type: 8)
                .Int(4, column.Codec)
                .Long(5, column.ValueCount)
                .Long(6, size)
                .Long(7, size)
                .Long(9, column.NamesDictionary ? offset + column.Pages[0].Length : offset);
            if (column.NamesDictionary) m.Long(11, offset);
        });
    }
}
