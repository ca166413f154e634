using System.Security.Cryptography;
using Loader.Mappings.Findings;
using Microsoft.Win32.SafeHandles;

namespace Loader.Sources.Csv;

/// <summary>
/// A file, opened once and held open, so that what was looked at when it was opened is what is read later. Its length is the one it had then: what somebody
/// appends is not read, but noticed (<see cref="WhatChanged"/>).
/// </summary>
/// <remarks>
/// Reading blocks the calling thread. A local file read in large pieces does not wait long, and .NET would only move the same blocking call to another thread.
/// </remarks>
internal sealed class CsvFile : IDisposable
{
    private const int FingerprintBlock = 64 * 1024;
    private readonly SafeFileHandle handle;
    private readonly DateTime changed;
    private readonly string fullPath;

    private CsvFile(string fullPath, SafeFileHandle handle, long length)
    {
        this.fullPath = fullPath;
        this.handle = handle;
        Length = length;
        changed = File.GetLastWriteTimeUtc(handle);
    }

    public long Length { get; }

    /// <summary>Opens it; null when that cannot be, with one finding that says why.</summary>
    public static CsvFile? Open(string path, Place place, FindingList findings)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            findings.Add(CsvCodes.NotAFile, place, $"'{path}' is a folder", "name one file in it" + Samples(full));
            return null;
        }

        if (!File.Exists(full))
        {
            findings.Add(CsvCodes.NoFile, place, $"there is no file '{path}' (looked for {full})", Nearest(full));
            return null;
        }

        try
        {
            var opened = File.OpenHandle(full, options: FileOptions.SequentialScan);
            if (LengthOf(opened) is { } length) return new(full, opened, length);
            opened.Dispose();
            findings.Add(CsvCodes.NotAFile, place, $"'{path}' is not a regular file", "write what comes out of it to a file first");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            findings.Add(CsvCodes.NotReadable, place, $"'{path}' cannot be opened: {refused.Message}", "check its permissions, and that no program holds it");
        }

        return null;
    }

    /// <summary>Reads at a position; 0 at the end.</summary>
    public int Read(Span<byte> destination, long position)
    {
        var most = (int)Math.Min(destination.Length, Math.Max(0, Length - position));
        return most == 0 ? 0 : RandomAccess.Read(handle, destination[..most], position);
    }

    /// <summary>What is not as it was when the file was opened, or null while all is.</summary>
    public string? WhatChanged()
    {
        var now = new FileInfo(fullPath);
        if (!now.Exists) return "it is not there any more";
        if (now.Length != Length) return FormattableString.Invariant($"it had {Length} bytes and has {now.Length} now");
        if (RandomAccess.GetLength(handle) != Length || now.LastWriteTimeUtc != changed)
        {
            return FormattableString.Invariant($"it was last written at {changed:HH:mm:ss.fff} UTC and again at {now.LastWriteTimeUtc:HH:mm:ss.fff} UTC");
        }

        return null;
    }

    /// <summary>Size, and a hash over the first and the last 64 KB.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[FingerprintBlock];
        hash.AppendData(block, 0, ReadBlock(block, 0));
        hash.AppendData(block, 0, ReadBlock(block, Math.Max(0, Length - FingerprintBlock)));
        return FormattableString.Invariant($"{Length}-") + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    public void Dispose() => handle.Dispose();

    private int ReadBlock(byte[] block, long position)
    {
        var filled = 0;
        while (filled < block.Length && Read(block.AsSpan(filled), position + filled) is > 0 and var read) filled += read;
        return filled;
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

    private static string? Nearest(string full)
    {
        var folder = Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder)) return $"the folder {folder} does not exist either";
        return DidYouMean.Hint(Path.GetFileName(full), Names(folder)) ?? "the folder is there" + Samples(folder);
    }

    private static string Samples(string folder)
    {
        var names = Names(folder).Where(name => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(3).ToList();
        return names.Count == 0 ? "" : ": " + string.Join(", ", names);
    }

    private static IEnumerable<string> Names(string folder)
    {
        // A folder that cannot be listed has no names to offer; the finding that asked for them says what is wrong.
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", options).Select(file => Path.GetFileName(file)).Take(1000)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
