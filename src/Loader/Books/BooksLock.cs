using Loader.Books.Files;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// Says which run holds the books. The operating system's lock on <c>lock</c> is what counts: it ends with the process, however
/// that ends. <c>holder.json</c> beside it only names the holder, since nobody else can read a locked file everywhere; where a
/// file system has no locks, a living process named there is believed.
/// </summary>
internal sealed class BooksLock : IDisposable
{
    public const string FileName = "lock";
    public const string HolderName = "holder.json";

    private readonly FileStream file;
    private readonly string holderPath;

    private BooksLock(FileStream file, string holderPath, Holder? takenOver)
    {
        this.file = file;
        this.holderPath = holderPath;
        TakenOver = takenOver;
    }

    /// <summary>The run that held the books and ended without giving them back.</summary>
    public Holder? TakenOver { get; }

    /// <summary>Takes the lock of a folder that exists; null and a finding when a living run has it.</summary>
    public static BooksLock? Take(string folder, FindingList findings, DateTimeOffset now)
    {
        var namedIn = Path.Combine(folder, HolderName);
        var locked = Exclusively(Path.Combine(folder, FileName));
        var earlier = Holder.Read(namedIn);
        if (locked is null || earlier?.IsAnotherLivingProcessHere() == true)
        {
            locked?.Dispose();
            findings.Add(
                BookCodes.HeldByAnother,
                Place.Of(folder),
                earlier is null ? "another run holds these books" : $"another run holds these books: {earlier}",
                "wait until it has ended, or end it; it will print the line that resumes");
            return null;
        }

        Holder.Current(now).Write(namedIn);
        return new(locked, namedIn, earlier);
    }

    public void Dispose()
    {
        // First the name, then the lock: the other way round would delete the next holder's name.
        try
        {
            File.Delete(holderPath);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder was taken away under the run, and the name with it.
        }

        file.Dispose();
    }

    /// <summary>The file, locked; null when somebody else has it locked.</summary>
    private static FileStream? Exclusively(string path)
    {
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException taken) when (taken.GetType() == typeof(IOException) && IsSharing(taken))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of flock on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsSharing(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35;
}
