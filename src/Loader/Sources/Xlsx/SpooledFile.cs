using Loader.Sources.Bytes;

namespace Loader.Sources.Xlsx;

/// <summary>
/// A workbook as a file that can be read anywhere without waiting, as the package that reads it needs: the file itself, or a temporary copy of what comes over
/// a network or once only. The copy is gone with the source, or with the process.
/// </summary>
internal sealed class SpooledFile : IDisposable
{
    private readonly FileInput? file;
    private readonly FileStream? copy;

    private SpooledFile(FileInput? file, FileStream? copy) => (this.file, this.copy) = (file, copy);

    public long Length => file?.Length ?? copy!.Length;

    public static async ValueTask<SpooledFile> OfAsync(IInput input, CancellationToken stop)
    {
        if (input is FileInput file) return new(file, null);
        if (input is Spooled spooled) return new(spooled.File, null);
        var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), $"loader-{Guid.NewGuid():N}.xlsx"),
            Private());
        try
        {
            await using var bytes = input.Look();
            await bytes.CopyToAsync(copy, stop);
            await copy.FlushAsync(stop);
            return new(null, copy);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>A stream with a position of its own.</summary>
    public Stream Open() => new Positioned(this);

    public void Dispose() => copy?.Dispose();

    /// <summary>A file that only its owner may read and that goes with its last handle.</summary>
    private static FileStreamOptions Private()
    {
        var made = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return made;
    }

    private int ReadAt(long offset, Span<byte> buffer) =>
        file is not null ? file.ReadAt(offset, buffer) : RandomAccess.Read(copy!.SafeFileHandle, buffer, offset);

    private sealed class Positioned(SpooledFile file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            var read = file.ReadAt(Position, buffer);
            Position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) =>
            Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
