using System.Text.Json;
using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Books.RowBytes;

namespace Loader.Books;

/// <summary>
/// Books to look at: takes no lock, changes nothing, and may be opened while a run holds them; what it says is then of the moment. Rows that were leaving
/// when the last run died count as uncertain, as the next run will call them.
/// </summary>
internal sealed class BooksView : IBooks, IDisposable
{
    private readonly RowFile rows;
    private readonly RowLog<FailedRow>? failed;
    private readonly RowLog<UncertainRow>? uncertain;

    private BooksView(string folder, TitlePage page, RowFile rows)
    {
        Folder = folder;
        Page = page;
        this.rows = rows;
        Holder = Books.Holder.Read(Path.Combine(folder, BooksLock.HolderName));
        failed = Log<FailedRow>(LoadBooks.FailedName);
        uncertain = Log<UncertainRow>(LoadBooks.UncertainName);
        AtOpening = Count();
    }

    public string Folder { get; }

    public TitlePage Page { get; }

    public Counts AtOpening { get; }

    /// <summary>The run that holds the books, or that died holding them; null when the last one gave them back.</summary>
    public Holder? Holder { get; }

    /// <summary>Whether a run holds the books now. One on another machine cannot be seen from here, and is believed.</summary>
    public bool IsRunning => Holder is { } holder && (holder.Host != Environment.MachineName || holder.IsThisProcess || holder.IsAnotherLivingProcessHere());

    /// <summary>Whether the last run came to an end of its own.</summary>
    public bool HasEnded => Holder is null && rows.Head.Ended;

    /// <summary>Rows that a power cut or damage may have put in doubt: how many of them the source has is known when it is read again.</summary>
    public bool HasDoubt => rows.Head.DoubtfulUpTo > 0 || rows.AnyDoubtful || rows.Damaged.Count > 0;

    /// <summary>The books in a folder; null with the reason when there are none that can be read.</summary>
    public static BooksView? Open(string folder, out string? reason)
    {
        reason = null;
        try
        {
            if (TitlePage.Read(folder) is not { } page) reason = "there are no books in it";
            else if (page.Layout != TitlePage.CurrentLayout) reason = "its books were written by another Loader";
            else if (RowFile.OpenToRead(Path.Combine(folder, LoadBooks.RowsName)) is not { } rows) reason = "the file with the rows is damaged";
            else return new(folder, page, rows);
        }
        catch (Exception unreadable) when (unreadable is JsonException || BooksException.IsOfTheDisk(unreadable))
        {
            reason = unreadable is JsonException ? $"{TitlePage.FileName} is damaged" : unreadable.Message;
        }

        return null;
    }

    /// <summary>When the load in a folder began; null when there are no books that can be read.</summary>
    public static DateTimeOffset? Begun(string folder)
    {
        using var books = Open(folder, out _);
        return books?.Page.StartedAt;
    }

    /// <summary>What the last run had read of the source; null when it could not tell.</summary>
    public ReadMark? LastRead => rows.Head.Read;

    /// <summary>More of uncertain rows than the books know, by their numbers: takes the place of what <see cref="ReadUncertain"/> says of them.</summary>
    public IReadOnlyDictionary<long, UncertainRow> Named { get; set; } = new Dictionary<long, UncertainRow>();

    /// <summary>What became of a row, as the next run will see it.</summary>
    public RowState StateOf(long row)
    {
        var piece = (row - 1) / RowPiece.Rows;
        if (row < 1 || piece >= rows.Pieces.Count) return RowState.NotReached;
        var state = RowByte.State(rows.Pieces[(int)piece].Span[(int)((row - 1) % RowPiece.Rows)]);
        return state == RowState.Leaving && !IsRunning ? RowState.Uncertain : state;
    }

    /// <summary>
    /// Whether a row is uncertain, or may turn out to be as the source is read again: after a power cut or damage, which rows are in doubt is known only then.
    /// </summary>
    public bool MayBeUncertain(long row) => StateOf(row) switch
    {
        _ when rows.Damaged.Contains(RowFile.BlockOf(row)) => true,
        RowState.Uncertain or RowState.Leaving => true,
        RowState.NotReached or RowState.ToRetry => row <= Math.Max(rows.Head.Mark, rows.Head.DoubtfulUpTo) && (HasDoubt || IsAfterPowerCut || !IsWhole),
        _ => false,
    };

    public Counts Count() => Settled(RowScan.Count(rows, Page.SkipReasons));

    public Counts Count(long first, long last) => Settled(RowScan.Count(rows, Page.SkipReasons, first, last));

    public IEnumerable<FailedRow> ReadFailed() => failed?.Read(RowScan.In(rows, RowByte.AnyFailed)) ?? [];

    public IEnumerable<UncertainRow> ReadUncertain()
    {
        var inDoubt = RowScan.In(rows, IsRunning ? RowByte.Of(RowState.Uncertain) : RowByte.InDoubtAfterDeath);
        var known = uncertain?.Read(inDoubt) ?? inDoubt.Select(UncertainRow.Unexplained);
        return known.Select(row => Named.GetValueOrDefault(row.Row) ?? row.NotBefore(Since(row.Row)));
    }

    private bool IsAfterPowerCut => rows.Head is { Ended: false, Mark: > 0 } head && !BootId.IsSame(head.Boot, BootId.Current);

    private bool IsWhole => rows.Pieces.Count * (long)RowPiece.Rows >= rows.Head.Mark;

    public void Dispose()
    {
        rows.Dispose();
        failed?.Dispose();
        uncertain?.Dispose();
    }

    /// <summary>A row that is still called leaving left in the run that died; of others it is known only that they left in this load.</summary>
    private DateTimeOffset Since(long row) => RowByte.State(rows.Read(row)) == RowState.Leaving ? Page.RunStartedAt ?? Page.StartedAt : Page.StartedAt;

    private Counts Settled(Counts counts) => IsRunning ? counts : counts with { Uncertain = counts.Uncertain + counts.InFlight, InFlight = 0 };

    private RowLog<T>? Log<T>(string name)
        where T : IRowRecord<T> =>
        Path.Combine(Folder, name) is var path && File.Exists(path) ? RowLog<T>.OpenToRead(path) : null;
}
