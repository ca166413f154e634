using Loader.Parquet.Compression;
using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;
using Loader.Parquet.Sources;

namespace Loader.Parquet.Pages;

/// <summary>
/// The pages of one column, chunk after chunk: finds their headers, checks sizes and checksum, decompresses. Ends a chunk by its
/// number of values and not by its size, which some writers give too small.
/// </summary>
internal sealed class PageStream
{
    private const int UsualHeaderBytes = 4 << 10;

    private readonly Leaf leaf;
    private readonly ParquetOptions options;
    private readonly ReadBudget budget;
    private readonly Decompressor decompressor;
    private readonly ChunkWindow window;
    private readonly long dataEnd;
    private Codec codec = Codec.Uncompressed;
    private byte[] buffer = [];
    private long valuesLeft;
    private bool dictionaryAllowed;
    private int pendingBytes;

    public PageStream(
        IByteSource source, long dataEnd, Leaf leaf, ParquetOptions options, ReadBudget budget, Decompressor decompressor, int readAhead)
    {
        this.decompressor = decompressor;
        this.leaf = leaf;
        this.options = options;
        this.budget = budget;
        this.dataEnd = dataEnd;
        window = new ChunkWindow(source, budget, readAhead);
    }

    /// <summary>Page read last, from 0 within the chunk.</summary>
    public int Number { get; private set; }

    /// <summary>Where in the file the page read last begins.</summary>
    public long Offset { get; private set; }

    public long BytesRead => window.BytesRead;

    /// <summary>Values of the chunk in pages not yet read.</summary>
    public long ValuesLeft => valuesLeft;

    /// <summary>Where the pages of a chunk lie, according to the footer.</summary>
    public static Stretch StretchOf(ChunkMetadata chunk, long dataEnd)
    {
        // Where there is a dictionary it comes first, but not every writer says so; the first page tells.
        var start = chunk.DictionaryPageOffset is > 0 and var dictionary && dictionary < chunk.DataPageOffset
            ? dictionary
            : chunk.DataPageOffset;
        return new(start, chunk.CompressedBytes > 0 && chunk.CompressedBytes < dataEnd - start ? start + chunk.CompressedBytes : dataEnd);
    }

    public void Open(ChunkMetadata chunk)
    {
        var (start, end) = StretchOf(chunk, dataEnd);
        if (chunk.ValueCount > 0 && (start < 4 || start >= dataEnd))
            throw ParquetException.Damaged($"the pages should begin at byte {start}, outside of the data of the file");
        window.Open(start, end, dataEnd);
        codec = (Codec)chunk.Codec;
        (valuesLeft, Number, Offset) = (chunk.ValueCount, -1, start);
        dictionaryAllowed = true;
        pendingBytes = 0;
    }

    /// <summary>The next page, or null at the end of the chunk. Data pages of at most <paramref name="skippable"/> values are passed over.</summary>
    public async ValueTask<Page?> NextAsync(long skippable, CancellationToken stop)
    {
        window.Skip(pendingBytes);
        pendingBytes = 0;
        while (valuesLeft > 0)
        {
            Number++;
            Offset = window.Position;
            var header = await ReadHeaderAsync(stop);
            window.Skip(header.HeaderBytes);
            if (header.CompressedBytes > window.Left)
                throw ParquetException.Damaged($"a page of {header.CompressedBytes} bytes, {window.Left} are left before the footer");
            switch (header.Type)
            {
                case PageType.Dictionary when dictionaryAllowed:
                    dictionaryAllowed = false;
                    return await ReadBodyAsync(header, stop);
                case PageType.Dictionary:
                    throw ParquetException.Damaged("a dictionary page that is not the first page of its column chunk");
                case PageType.Data or PageType.DataV2:
                    if (header.ValueCount > valuesLeft)
                        throw ParquetException.Damaged($"a page of {header.ValueCount} values where the chunk has {valuesLeft} left");
                    dictionaryAllowed = false;
                    valuesLeft -= header.ValueCount;
                    if (header.ValueCount > skippable) return await ReadBodyAsync(header, stop);
                    skippable -= header.ValueCount;
                    SkippedValues += header.ValueCount;
                    window.Skip(header.CompressedBytes);
                    break;
                case PageType.Index:
                    window.Skip(header.CompressedBytes);
                    break;
                default:
                    throw ParquetException.Damaged($"a page of the unknown type {(int)header.Type}");
            }
        }

        return null;
    }

    /// <summary>Values in all pages passed over.</summary>
    public long SkippedValues { get; private set; }

    public void Release()
    {
        window.Release();
        budget.Release(buffer.Length);
        buffer = [];
    }

    private async ValueTask<PageHeader> ReadHeaderAsync(CancellationToken stop)
    {
        // At first not beyond the end of the chunk; then as far as the header goes, for chunks that are longer than they say.
        var wanted = (int)Math.Min(UsualHeaderBytes, Math.Max(window.ChunkLeft, 16));
        while (true)
        {
            await window.EnsureAsync(wanted, stop);
            try
            {
                return PageHeader.Read(window.Available);
            }
            catch (ParquetException e) when (e.IsCutOff && window.Available.Count < window.Left)
            {
                if (window.Available.Count >= options.Limits.PageHeaderBytes)
                    throw ParquetException.OverLimit($"a page header of more than {options.Limits.PageHeaderBytes} bytes (PageHeaderBytes)");
                wanted = (int)Math.Min(window.Available.Count * 4L, options.Limits.PageHeaderBytes);
            }
        }
    }

    private async ValueTask<Page> ReadBodyAsync(PageHeader header, CancellationToken stop)
    {
        Check(header);
        await window.EnsureAsync(header.CompressedBytes, stop);
        pendingBytes = header.CompressedBytes;
        var stored = window.Available[..header.CompressedBytes];
        if (options.CheckCrc && header.Crc is { } crc && Crc32.Of(stored) is var found && found != crc)
            throw ParquetException.Damaged($"the checksum of the page is {found:X8}, its header says {crc:X8}");

        switch (header.Type)
        {
            case PageType.Dictionary:
                return new Page(IsDictionary: true, header.ValueCount, header.Encoding, default, default)
                {
                    Values = Decompressed(stored, header.UncompressedBytes, isCompressed: true),
                };
            case PageType.Data:
                var body = Decompressed(stored, header.UncompressedBytes, isCompressed: true);
                return PageSplitter.Version1(header, body, leaf.MaxRepetition, leaf.MaxDefinition);
            default:
                return Version2(header, stored);
        }
    }

    // Levels are never compressed and count towards both sizes.
    private Page Version2(PageHeader header, ArraySegment<byte> stored)
    {
        var levels = (long)header.RepetitionBytes + header.DefinitionBytes;
        if (levels > stored.Count || levels > header.UncompressedBytes)
            throw ParquetException.Damaged($"levels of {levels} bytes in a page of {stored.Count} ({header.UncompressedBytes} uncompressed)");
        var values = stored[(int)levels..];
        return new Page(IsDictionary: false, header.ValueCount, header.Encoding, Encoding.Rle, Encoding.Rle)
        {
            Repetition = stored[..header.RepetitionBytes],
            Definition = stored.Slice(header.RepetitionBytes, header.DefinitionBytes),
            Values = Decompressed(values, header.UncompressedBytes - (int)levels, header.IsCompressed),
        };
    }

    private ArraySegment<byte> Decompressed(ArraySegment<byte> stored, int bytes, bool isCompressed)
    {
        // Nothing is nothing in every codec, also where a writer compressed it to a few bytes.
        if (bytes == 0 && codec != Codec.Uncompressed) return ArraySegment<byte>.Empty;
        if (codec == Codec.Uncompressed || !isCompressed)
        {
            return stored.Count == bytes
                ? stored
                : throw ParquetException.Damaged($"an uncompressed page part of {stored.Count} bytes that should have {bytes}");
        }

        if (bytes > Decompressor.MostFrom(codec, stored.Count))
            throw ParquetException.Damaged($"{stored.Count} bytes of {codec} cannot hold the {bytes} of the page header");
        budget.Expand(bytes);
        if (buffer.Length < bytes)
        {
            budget.Release(buffer.Length);
            buffer = [];
            budget.Take(bytes, "decompressed pages");
            buffer = new byte[bytes];
        }

        decompressor.Decompress(codec, stored, buffer.AsSpan(0, bytes));
        return new ArraySegment<byte>(buffer, 0, bytes);
    }

    private void Check(PageHeader header)
    {
        var largest = Math.Max(header.CompressedBytes, header.UncompressedBytes);
        if (largest > options.Limits.PageBytes)
            throw ParquetException.OverLimit($"a page of {largest} bytes; the limit is {options.Limits.PageBytes} (PageBytes)");
    }
}
