using System.Runtime.CompilerServices;
using Loader.Mappings.Findings;
using Loader.Parquet.Compression;

namespace Loader.Sources.Bytes;

/// <summary>
/// The content of one input, unpacked, from its first byte to its last. Whatever goes wrong on the way is a <see cref="SourceException"/> after everything
/// before it was given; a cut or damaged input never looks like one that ends.
/// </summary>
internal sealed class Content : IAsyncDisposable
{
    private readonly IInput input;
    private readonly RawBytes raw;
    private readonly Stream stream;
    private readonly UnpackLimits limits;
    private long given;
    private SourceException? failure;

    private Content(IInput input, RawBytes raw, Stream stream, Packing packing, UnpackLimits limits)
    {
        this.input = input;
        this.raw = raw;
        this.stream = stream;
        this.limits = limits;
        Packing = packing;
    }

    public Packing Packing { get; }

    /// <summary>Whether the bytes of the content are those of the input.</summary>
    public bool IsPlain => Packing == Packing.None;

    /// <summary>How many bytes of the input are used up.</summary>
    public long Position => stream is ZipContent zip ? AtEnd ? input.Length ?? zip.Furthest : zip.Furthest : raw.Given;

    public bool AtEnd { get; private set; }

    /// <summary>Whether the next reading fails.</summary>
    public bool HasFailed => failure is not null;

    /// <summary>Whether it is certain that nothing follows, without reading on: the size of a plain input is known.</summary>
    public bool IsUsedUp => AtEnd || (IsPlain && raw.Given == input.Length);

    /// <summary>Opens the content for reading it all.</summary>
    /// <param name="hash">Takes the input's bytes; null for no hash.</param>
    public static ValueTask<Content> OpenAsync(IInput input, UnpackLimits limits, ContentHash? hash, CancellationToken stop) =>
        OpenAsync(input, new(input.Read(), hash), limits, stop);

    /// <summary>Opens it to look at its beginning.</summary>
    public static ValueTask<Content> LookAsync(IInput input, UnpackLimits limits, CancellationToken stop) =>
        OpenAsync(input, new(input.Look(), null), limits, stop);

    /// <summary>
    /// Fills the buffer as far as the content goes; less than its length only at the end, or before a failure: what is good is given first, and the next
    /// call fails.
    /// </summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop)
    {
        if (failure is not null) throw failure;
        var filled = 0;
        while (filled < buffer.Length && !AtEnd)
        {
            var read = await ReadSomeAsync(buffer[filled..], stop);
            if (failure is not null) return filled > 0 ? filled : throw failure;
            AtEnd = read == 0;
            filled += read;
        }

        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await raw.DisposeAsync();
    }

    private async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken stop)
    {
        try
        {
            var read = await stream.ReadAsync(buffer, stop);
            given += read;
            if (IsPlain || limits.Problem(given, Position) is not { } problem) return read;
            failure = Fault(InputCodes.Bomb, $"'{input.Name}' unpacks to too much: {problem}", "if that is as it should be, raise the limit");
        }
        catch (InvalidDataException damaged)
        {
            failure = Fault(
                InputCodes.Damaged,
                FormattableString.Invariant($"'{input.Name}' is damaged, {given} bytes into its content: {damaged.Message}"),
                "copy it again, or have it exported again",
                damaged);
        }
        catch (IOException failed)
        {
            failure = Fault(InputCodes.NotReadable, $"'{input.Name}' cannot be read any further: {failed.Message}", "running again continues", failed);
        }

        return 0;
    }

    private static async ValueTask<Content> OpenAsync(IInput input, RawBytes raw, UnpackLimits limits, CancellationToken stop)
    {
        try
        {
            var head = await raw.HeadAsync(PackingDetection.Bytes, stop);
            if (PackingDetection.Unread(head.Span) is { } noun)
            {
                throw new SourceException(new(
                    InputCodes.Unpackable,
                    Place.Of(input.Name),
                    $"'{input.Name}' is {noun}, which is not read",
                    "pack it with gzip or zstd, or not at all"));
            }

            var packing = PackingDetection.Of(head.Span, input.Name);
            Stream stream = packing switch
            {
                Packing.Gzip => new GzipContent(raw),
                Packing.Zstd => OpenZstd(raw),
                Packing.Brotli => new BrotliContent(raw),
                Packing.Zip => await OpenZipAsync(input, raw, stop),
                _ => raw,
            };
            return new(input, raw, stream, packing, limits);
        }
        catch (Exception failed)
        {
            await raw.DisposeAsync();
            if (failed is InvalidDataException)
            {
                throw new SourceException(new(InputCodes.Damaged, Place.Of(input.Name), $"'{input.Name}' is damaged: {failed.Message}"), failed);
            }

            if (failed is IOException)
            {
                throw new SourceException(new(InputCodes.NotReadable, Place.Of(input.Name), $"'{input.Name}' cannot be read: {failed.Message}"), failed);
            }

            throw;
        }
    }

    /// <summary>By itself, so that a load of anything else does not begin with loading the decoder.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ZstdStream OpenZstd(Stream raw) => new(raw);

    private static async ValueTask<Stream> OpenZipAsync(IInput input, RawBytes raw, CancellationToken stop)
    {
        // A zip is not read from front to back. So that its bytes are known all the same, they are read through first.
        if (raw.IsHashed) await raw.CopyToAsync(Stream.Null, stop);
        var (content, problem) = await ZipContent.OpenAsync(input, stop);
        return content ?? throw new SourceException(new(
            InputCodes.Unpackable,
            Place.Of(input.Name),
            $"'{input.Name}' {problem}",
            "unpack it and name the file, or all of them with a pattern; an Excel file is from: xlsx"));
    }

    private SourceException Fault(FindingCode code, string message, string hint, Exception? cause = null) =>
        new(new(code, Place.Of(input.Name), message, hint), cause);
}
