namespace Loader.Books;

/// <summary>Files and folders that only their owner may read (0600 and 0700 on Unix): rows are people's data.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file. What is already there keeps its mode.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share, int buffer = 0)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = buffer };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = Owner;
        return new(path, options);
    }

    /// <summary>
    /// Writes a whole file so that nobody, after any kind of end, finds half of it: beside it first, flushed, then renamed.
    /// </summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var beside = path + ".new";
        using (var file = Open(beside, FileMode.Create, FileShare.None, buffer: 64 * 1024))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) FolderFlush.Of(folder);
    }
}
