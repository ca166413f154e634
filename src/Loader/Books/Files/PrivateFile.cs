namespace Loader.Books.Files;

/// <summary>Files and folders that only their owner may read (0600 and 0700 on Unix): rows are people's data.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly byte[] Zeros = new byte[64 * 1024];

    /// <summary>Makes a folder and those above it that are missing. Their names are on the disk when this returns.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null) CreateFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        if (parent is not null) FolderFlush.Of(parent);
    }

    /// <summary>Opens a file. What is already there keeps its mode.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share, int buffer = 0)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = buffer };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = Owner;
        return new(path, options);
    }

    /// <summary>Makes a file longer by writing zeros, never by leaving a hole: a full disk is an error here, and not a fatal signal in mapped memory.</summary>
    /// <exception cref="BooksException">The disk has no room for it.</exception>
    public static void Grow(FileStream file, long wanted)
    {
        try
        {
            for (var length = RandomAccess.GetLength(file.SafeFileHandle); length < wanted; length += Math.Min(Zeros.Length, wanted - length))
                RandomAccess.Write(file.SafeFileHandle, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, wanted - length)), length);
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(file.Name, denied);
        }
    }

    /// <summary>Writes a whole file so that nobody finds half of it: beside it first, then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="flush">Whether it has to survive a power cut, and not just the end of the process.</param>
    public static void Replace(string path, Action<Stream> write, bool flush = false)
    {
        var beside = path + ".new";
        using (var file = Open(beside, FileMode.Create, FileShare.None, buffer: 64 * 1024))
        {
            write(file);
            file.Flush(flush);
        }

        File.Move(beside, path, overwrite: true);
        if (flush && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) FolderFlush.Of(folder);
    }
}
