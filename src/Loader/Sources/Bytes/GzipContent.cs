using System.IO.Compression;

namespace Loader.Sources.Bytes;

/// <summary>
/// The content of gzip: one member or several, as <c>cat a.gz b.gz</c> makes them. Cut, damaged or followed by something else is an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class GzipContent : InputStream
{
    private readonly HoldingBack packed;
    private readonly GZipStream content;

    // Without it .NET takes a gzip file that was cut off for one that ends there. Read once, by the first decompression of the process.
    static GzipContent() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    public GzipContent(Stream source)
    {
        packed = new(source);
        content = new(packed, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        try
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            if (read > 0) return read;
        }
        catch (InvalidDataException damaged)
        {
            // Its words speak of archive entries and unsupported methods, which is not what happened.
            throw new InvalidDataException(
                damaged.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
                    ? "gzip: it ends in the middle of its content"
                    : "gzip: its content is damaged",
                damaged);
        }

        if (await packed.HasMoreAsync(cancellationToken)) throw new InvalidDataException("gzip: something follows its content that is not gzip");
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
