using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>
/// Standard input that is kept in a file before the first row of it is read, so that a later run can continue: when nothing is piped in then, or the same bytes
/// again, the kept ones are read. Other bytes are refused as long as somebody may want to continue; else they take the place of the kept ones, which
/// stay beside them for one more time.
/// </summary>
internal static class KeptInput
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The kept bytes; null with a finding when they cannot be had.</summary>
    /// <param name="place">Where they are kept.</param>
    /// <param name="piped">What comes in now; null when nothing can.</param>
    /// <param name="section">The section that named standard input.</param>
    public static async ValueTask<IInput?> OpenAsync(SpoolPlace place, Stream? piped, Section section, CancellationToken stop)
    {
        try
        {
            if (!await KeepAsync(place, piped ?? Stream.Null, section, stop)) return null;
            return FileInput.Open(StandardInputKind.Path, place.Path);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            section.Findings.Add(
                InputCodes.NotReadable,
                section.PlaceOf("path"),
                $"standard input cannot be kept in '{place.Path}': {denied.Message}",
                "make room, or use another folder: --runs DIR");
            return null;
        }
    }

    private static async ValueTask<bool> KeepAsync(SpoolPlace place, Stream piped, Section section, CancellationToken stop)
    {
        var arrived = place.Path + ".arriving";
        CreateFolder(Path.GetDirectoryName(place.Path)!);
        var bytes = await CopyAsync(piped, arrived, stop);
        if (!File.Exists(place.Path))
        {
            File.Move(arrived, place.Path);
            return true;
        }

        if (bytes == 0 || await AreSameAsync(arrived, place.Path, stop))
        {
            File.Delete(arrived);
            return true;
        }

        if (place.MayBeReplaced)
        {
            File.Move(place.Path, place.Path + ".before", overwrite: true);
            File.Move(arrived, place.Path);
            return true;
        }

        File.Delete(arrived);
        section.Findings.Add(
            InputCodes.OtherInput,
            section.PlaceOf("path"),
            "standard input brings other bytes than those that are kept of this load",
            "to continue it, pipe nothing in; to load what comes now as a new load: --restart, which sends all of it, also rows that were sent");
        return false;
    }

    /// <summary>How many bytes there were. They are on the disk when this returns: the books will count on them.</summary>
    private static async ValueTask<long> CopyAsync(Stream piped, string path, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        await using var file = new FileStream(path, options);
        await using (piped) await piped.CopyToAsync(file, stop);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static async ValueTask<bool> AreSameAsync(string one, string other, CancellationToken stop)
    {
        await using var first = File.OpenRead(one);
        await using var second = File.OpenRead(other);
        if (first.Length != second.Length) return false;
        var (left, right) = (new byte[128 * 1024], new byte[128 * 1024]);
        while (await first.ReadAtLeastAsync(left, left.Length, throwOnEndOfStream: false, stop) is > 0 and var read)
        {
            await second.ReadExactlyAsync(right.AsMemory(0, read), stop);
            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read))) return false;
        }

        return true;
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }
}
