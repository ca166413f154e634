using System.Globalization;
using System.Security.Cryptography;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.Tests.Books;

/// <summary>A folder for books that goes away after the test, a clock that stands still, and the books' usual identity.</summary>
internal sealed class BooksFolder : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly BookIdentity Purchases = new(
        "crm-purchases", "3f2a91", "purchases.csv", "18211 bytes, b5d4", "nameless", "https://collect.example.com/tag");

    public BooksFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "books-" + Guid.NewGuid().ToString("N"));

    public string Path1 => Path.Combine(Root, "crm-purchases");

    public FindingList Findings { get; } = [];

    /// <summary>Opens the books, which must work.</summary>
    public LoadBooks Open(bool restart = false) =>
        TryOpen(restart: restart) ?? throw new InvalidOperationException(string.Join('\n', Findings));

    public LoadBooks? TryOpen(BookIdentity? identity = null, bool restart = false) =>
        LoadBooks.Open(Path1, identity ?? Purchases, restart, Findings, new StoppedClock(Noon));

    /// <summary>Opens the books for something else than going on; null when that must not be.</summary>
    public LoadBooks? TryOpen(OpeningMode how, BookIdentity? identity = null, bool? beginsAlike = null)
    {
        using var opening = new BooksOpening(Path1, identity ?? Purchases, Findings, new StoppedClock(Noon)) { How = how, SourceBeginsAlike = beginsAlike };
        return opening.Take() ? opening.Open() : null;
    }

    /// <summary>
    /// What the first rows are, one letter each: <c>s</c>ent, <c>f</c>ailed, <c>k</c> skipped, <c>u</c>ncertain, <c>r</c> to be tried again,
    /// <c>.</c> not reached.
    /// </summary>
    public static string States(LoadBooks books, int rows) => string.Concat(Enumerable.Range(1, rows).Select(row => books[row] switch
    {
        RowState.Sent => 's',
        RowState.Failed => 'f',
        RowState.Skipped => 'k',
        RowState.Uncertain => 'u',
        RowState.ToRetry => 'r',
        RowState.Leaving => 'l',
        _ => '.',
    }));

    /// <summary>
    /// The folder as a process that dies now leaves it: mapped bytes are in the system's cache, which copying reads. The dead
    /// process's lock is not copied, since the system gives it back.
    /// </summary>
    public BooksFolder AfterKill()
    {
        var after = new BooksFolder();
        Directory.CreateDirectory(after.Path1);
        foreach (var path in Directory.GetFiles(Path1).Where(path => Path.GetFileName(path) != BooksLock.FileName))
        {
            using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(Path.Combine(after.Path1, Path.GetFileName(path)));
            from.CopyTo(to);
        }

        return after;
    }

    /// <summary>Makes the books look as if they had been written before the machine last came up.</summary>
    public void Reboot()
    {
        using var file = File.Open(Path.Combine(Path1, "rows"), FileMode.Open);
        var slot = new byte[RowFileHead.SlotBytes];
        for (var turn = 0; turn < 2; turn++)
        {
            file.Position = RowFileHead.SlotOffset(turn);
            file.ReadExactly(slot);
            if (RowFileHead.Parse(slot) is not { } head) continue;
            (head with { Boot = "an earlier boot" }).Write(slot);
            file.Position = RowFileHead.SlotOffset(turn);
            file.Write(slot);
        }
    }

    /// <summary>A load of five rows that ended well.</summary>
    public void FiveSent()
    {
        using var books = Open();
        books.Reach(5);
        for (var row = 1; row <= 5; row++) books.Sent(row);
        books.Finish(5);
    }

    /// <summary>Every file's name and hash.</summary>
    public List<string> Content() =>
    [
        .. Directory.GetFiles(Path1)
            .Order(StringComparer.Ordinal)
            .Select(path => string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")),
    ];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
