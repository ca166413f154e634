using System.IO.Compression;
using Loader.Parquet.Pages;

namespace Loader.Sources.Bytes;

/// <summary>The content of the only file in a zip. Cut or damaged is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ZipContent : InputStream
{
    /// <summary>The table of contents of a zip with one file has a few hundred bytes; this is room for ten thousand files.</summary>
    private const int MostTable = 1 << 20;

    private readonly ZipArchive archive;
    private readonly PositionedStream packed;
    private readonly ZipArchiveEntry entry;
    private Stream? content;
    private uint checksum;
    private long given;

    private ZipContent(ZipArchive archive, PositionedStream packed, ZipArchiveEntry entry) =>
        (this.archive, this.packed, this.entry) = (archive, packed, entry);

    /// <summary>How far into the zip anything was read.</summary>
    public long Furthest => packed.Furthest;

    /// <summary>Finds the file; null with a problem when there is not exactly one.</summary>
    public static async ValueTask<(ZipContent? Content, string? Problem)> OpenAsync(IInput input, CancellationToken stop)
    {
        if (!input.ReadsAnywhere) return (null, "is a zip, which has its table of contents at its end, and this input can be read only once from the front");
        // PKWARE APPNOTE 4.3.16: a zip ends with a record of at least 22 bytes.
        if (input.Length < 22) throw new InvalidDataException("zip: it ends in the middle of its content");
        var packed = new PositionedStream(input);

        // .NET reads the table of contents without waiting; it lies at the end.
        await packed.KeepTailAsync(MostTable, stop);
        var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, stop);
        List<ZipArchiveEntry> files;
        try
        {
            files = [.. archive.Entries.Where(entry => !entry.FullName.EndsWith('/'))];
        }
        catch (NotSupportedException)
        {
            return (null, "is a zip of more than ten thousand files");
        }

        if (files.Count == 1 && !files[0].IsEncrypted) return (new(archive, packed, files[0]), null);
        var problem =
            files.Count == 0 ? "is a zip with nothing in it"
            : files.Count == 1 ? $"is a zip whose file {files[0].FullName} is encrypted"
            : $"is a zip of {files.Count} files: {string.Join(", ", files.Take(3).Select(file => file.FullName))}{(files.Count > 3 ? ", …" : "")}";
        await archive.DisposeAsync();
        return (null, problem);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        content ??= await entry.OpenAsync(cancellationToken);
        var read = await content.ReadAsync(buffer, cancellationToken);
        given += read;
        checksum = Crc32.Of(buffer.Span[..read], checksum);
        if (read == 0 && given != entry.Length)
            throw new InvalidDataException(FormattableString.Invariant($"zip: {entry.FullName} has {given} bytes; {entry.Length} are announced"));
        if (read == 0 && checksum != entry.Crc32) throw new InvalidDataException($"zip: the checksum of {entry.FullName} is wrong");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content?.Dispose();
            archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
