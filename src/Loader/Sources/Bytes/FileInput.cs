using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Loader.Sources.Bytes;

/// <summary>
/// A file, opened once and held open, so that what was looked at when it was opened is what is read later. Its length is the one it had then: what somebody
/// appends is not read, but noticed (<see cref="Changed"/>).
/// </summary>
/// <remarks>
/// Reading blocks the calling thread. A local file read in large pieces does not wait long, and .NET would only move the same blocking call to another thread.
/// </remarks>
internal sealed class FileInput : IInput
{
    private const int FingerprintBlock = 64 * 1024;
    private readonly SafeFileHandle handle;
    private readonly DateTime changed;
    private readonly string fullPath;
    private readonly long length;

    private FileInput(string name, string fullPath, SafeFileHandle handle, long length)
    {
        Name = name;
        this.fullPath = fullPath;
        this.handle = handle;
        this.length = length;
        changed = File.GetLastWriteTimeUtc(handle);
        Fingerprint = MakeFingerprint();
    }

    public string Name { get; }

    public long? Length => length;

    public string Fingerprint { get; }

    public bool ReadsAnywhere => true;

    /// <summary>Opens it; null when it is a pipe or a device.</summary>
    /// <exception cref="IOException">The system refused; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileInput? Open(string name, string fullPath)
    {
        var opened = File.OpenHandle(fullPath, options: FileOptions.SequentialScan);
        try
        {
            if (LengthOf(opened) is { } length) return new(name, fullPath, opened, length);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        opened.Dispose();
        return null;
    }

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop)
    {
        var filled = 0;
        while (filled < buffer.Length && ReadAt(offset + filled, buffer.Span[filled..]) is > 0 and var read) filled += read;
        return ValueTask.FromResult(filled);
    }

    public Stream Read() => new PositionedStream(this);

    public string? Changed()
    {
        var now = new FileInfo(fullPath);
        if (!now.Exists) return "it is not there any more";
        if (now.Length != length) return FormattableString.Invariant($"it had {length} bytes and has {now.Length} now");
        if (RandomAccess.GetLength(handle) != length || now.LastWriteTimeUtc != changed)
        {
            return FormattableString.Invariant($"it was last written at {changed:HH:mm:ss.fff} UTC and again at {now.LastWriteTimeUtc:HH:mm:ss.fff} UTC");
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        handle.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads at a position; 0 at the end.</summary>
    internal int ReadAt(long offset, Span<byte> buffer)
    {
        var most = (int)Math.Min(buffer.Length, Math.Max(0, length - offset));
        return most == 0 ? 0 : RandomAccess.Read(handle, buffer[..most], offset);
    }

    /// <summary>Size, and a hash over the first and the last 64 KB.</summary>
    private string MakeFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[FingerprintBlock];
        Append(0);
        Append(Math.Max(0, length - FingerprintBlock));
        return FormattableString.Invariant($"{length}-") + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Append(long offset)
        {
            var filled = 0;
            while (filled < block.Length && ReadAt(offset + filled, block.AsSpan(filled)) is > 0 and var read) filled += read;
            hash.AppendData(block, 0, filled);
        }
    }

    /// <summary>The length of a regular file; null for a pipe or a device.</summary>
    private static long? LengthOf(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            // How .NET says that the handle cannot seek.
            return null;
        }
    }
}
