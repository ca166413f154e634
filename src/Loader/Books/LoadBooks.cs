using System.Globalization;
using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// What became of every row of one load, on disk, over all its runs. One byte per row is the truth; everything that is counted is
/// counted from those. Marking a row costs no system call and survives the death of the process. Rows may be marked from many
/// threads at once, each row by one. See docs/books.md for what each kind of end leaves behind.
/// </summary>
/// <remarks>
/// The order that keeps the promise: <see cref="Reach"/>, then <see cref="Leaving"/>, then the request, then the mark its answer
/// asks for. None of these takes a cancellation. A disk that fails is a <see cref="BooksException"/>: then nothing more may leave.
/// </remarks>
internal sealed class LoadBooks : IBooks, IDisposable
{
    public const string RowsName = "rows";
    public const string FailedName = "failed.jsonl";
    public const string UncertainName = "uncertain.jsonl";
    public const string SettledName = "settled.jsonl";

    private readonly BooksLock held;
    private readonly RowFile rows;
    private readonly RowLog<FailedRow> failed;
    private readonly RowLog<UncertainRow> uncertain;
    private readonly Doubt doubt;
    private readonly SkipReasons reasons;
    private readonly OpenPage page;
    private readonly ReceiptLog receipts;
    private RowLog<SettledRow>? settled;
    private readonly Departures left;

    internal LoadBooks(string folder, BooksLock held, TitlePage page, RowFile rows, RowLog<FailedRow> failed, RowLog<UncertainRow> uncertain)
    {
        Folder = folder;
        this.held = held;
        this.page = new(folder, page);
        reasons = new(this.page);
        this.rows = rows;
        doubt = new(rows);
        receipts = new(folder);
        this.failed = failed;
        this.uncertain = uncertain;
        AtOpening = Count();
        left = new(AtOpening.Uncertain == 0 ? [] : uncertain.Read(RowScan.In(rows, RowState.Uncertain)), StartedAt);
    }

    public string Folder { get; }

    /// <summary>What the books describe.</summary>
    public BookIdentity Identity => page.Current.Identity;

    /// <summary>When the load began, in its first run.</summary>
    public DateTimeOffset StartedAt => page.Current.StartedAt;

    /// <summary>What the age of an uncertain row is told by.</summary>
    public required TimeProvider Clock { private get; init; }

    /// <summary>Whether books of an earlier run were found.</summary>
    public bool Continues { get; init; }

    /// <summary>Which run of the load this is, from 1.</summary>
    public int Run => page.Current.Runs;

    /// <summary>What the title page says.</summary>
    public TitlePage Page => page.Current;

    /// <summary>What changed, with leave, since the last run: a sentence for the report; null when nothing did.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>Asked for how far the source has been read, whenever the mark moves; null where that cannot be told.</summary>
    public Func<(long Bytes, string Hash)?>? Reading { get; set; }

    /// <summary>The counts before this run marked anything.</summary>
    public Counts AtOpening { get; }

    /// <summary>The run that held the books before and died with them; null when the last one gave them back.</summary>
    public Holder? TakenOver => held.TakenOver;

    /// <summary>
    /// Rows up to this one that have no mark may have left before a power cut; they read as uncertain. How many of them the source has is
    /// not known before it is read again: <see cref="Reach"/> gives those it has their mark.
    /// </summary>
    public long DoubtfulUpTo => doubt.UpTo;

    /// <summary>What is known of a row. Rows count from 1.</summary>
    public RowState this[long row]
    {
        get
        {
            var value = rows.Read(row);
            return doubt.Covers(row, value) ? RowState.Uncertain : RowByte.State(value);
        }
    }

    /// <summary>Opens the books in a folder, or begins them; null and findings when that must not be.</summary>
    /// <param name="folder">Made where it is missing. Holds the books of one load.</param>
    /// <param name="identity">What the books have to describe.</param>
    /// <param name="restart">Begins anew; the old books are kept in a folder of their own.</param>
    /// <param name="findings">Why not; or, as warnings, what the last run's end left uncertain.</param>
    /// <param name="clock">Tells when the load began and since when the books are held.</param>
    public static LoadBooks? Open(string folder, BookIdentity identity, bool restart, FindingList findings, TimeProvider clock)
    {
        using var opening = new BooksOpening(folder, identity, findings, clock) { How = restart ? OpeningMode.Restart : OpeningMode.Continue };
        return opening.Take() ? opening.Open() : null;
    }

    /// <summary>
    /// When a row that was uncertain at the opening left for the first time; where that is not on record, a moment before which it did not.
    /// </summary>
    public DateTimeOffset LeftAt(long row) => left.Of(row);

    /// <summary>Whether it left under the mapping as it is now; said only where that is certain.</summary>
    public bool LeftUnderThisMapping(long row) => Page.MappingChangedAt is not { } changed || LeftAt(row) >= changed;

    /// <summary>How long ago that was; null when the clock has gone back behind it, so that nobody can say.</summary>
    public TimeSpan? SinceLeft(long row) => Clock.GetUtcNow() - LeftAt(row) is var age && age >= TimeSpan.Zero ? age : null;

    /// <summary>
    /// The index of a skip reason, for <see cref="Skipped"/>; a new name is written down before this returns. To be asked once per
    /// reason. Names beyond <see cref="RowByte.MostReasons"/> share the index -1.
    /// </summary>
    public int SkipReason(string name) => reasons.IndexOf(name);

    /// <summary>
    /// The source has a row with this number. Has to return before any row up to it leaves or is marked. Nearly always two comparisons;
    /// once in 65,536 rows it puts all marks so far and "no row beyond H has left" on the disk.
    /// </summary>
    public void Reach(long row)
    {
        if (!rows.IsReached(row))
        {
            if (!File.Exists(Path.Combine(Folder, RowsName))) throw BooksException.Gone(Folder);
            FlushAllButRows();
            ReadUpTo(row);
            rows.Reach(row);
        }

        doubt.Meet(row);
    }

    /// <summary>The row's request is about to leave. From here on only an answer makes it sent or failed.</summary>
    public void Leaving(long row)
    {
        var value = rows.Read(row);
        var again = value == RowByte.LeavingAgain || RowByte.State(value) == RowState.Uncertain || doubt.Covers(row, value);
        Mark(row, again ? RowByte.LeavingAgain : value is RowByte.ToRetry or RowByte.LeavingRetry ? RowByte.LeavingRetry : RowByte.Leaving);
    }

    /// <summary>An answer was read, and it means accepted.</summary>
    public void Sent(long row) => Mark(row, RowByte.Sent);

    /// <summary>
    /// A request was accepted with a receipt. To be called before its rows are marked sent: a death in between leaves rows uncertain that can be asked
    /// about, never sent ones that cannot.
    /// </summary>
    public void Receipted(string receipt, ReadOnlySpan<long> itsRows) => receipts.Append(receipt, itsRows, Clock.GetUtcNow());

    /// <summary>The row was uncertain, and a person says that it arrived. Said by nobody else.</summary>
    public void SentByHand(long row, DateTimeOffset at)
    {
        Settled(row, "sent", at);
        Mark(row, RowByte.SentByHand);
    }

    /// <summary>Whether a sent row is called so by a person, and not by an answer.</summary>
    public bool IsSentByHand(long row) => rows.Read(row) == RowByte.SentByHand;

    /// <summary>Writes down that a person settled an uncertain row; the mark is the caller's.</summary>
    public void Settled(long row, string settledAs, DateTimeOffset at)
    {
        settled ??= new(Path.Combine(Folder, SettledName));
        settled.Append(new() { Row = row, As = settledAs, At = at, Run = Run });
    }

    /// <summary>The row is left out on purpose.</summary>
    public void Skipped(long row, int reason) => Mark(row, RowByte.Skipped(reason));

    /// <summary>Writes the reason down, then marks the row: a byte never stands without its explanation.</summary>
    public void Failed(FailedRow row)
    {
        ThrowIfNotReached(row.Row);
        failed.Append(row);
        Mark(row.Row, RowByte.Failed);
    }

    /// <summary>A failed row is to be tried again; until it leaves it counts as failed.</summary>
    public void ToRetry(long row) => Mark(row, RowByte.ToRetry);

    /// <summary>The row left, or may have, and no answer was read.</summary>
    public void Uncertain(UncertainRow row)
    {
        ThrowIfNotReached(row.Row);

        uncertain.Append(rows.Read(row.Row) == RowByte.LeavingAgain ? left.First(row) : row);
        Mark(row.Row, RowByte.Uncertain);
    }

    /// <summary>Writes down more of a row that is uncertain and stays so: what it is called.</summary>
    public void Named(UncertainRow row) => uncertain.Append(row);

    /// <summary>The row never left in this run. It is as it was before: unreached, waiting for its retry, or uncertain from an earlier run.</summary>
    public void NotReached(long row)
    {
        var value = rows.Read(row);
        var wasUncertain = value == RowByte.LeavingAgain || RowByte.State(value) == RowState.Uncertain;
        Mark(row, wasUncertain ? RowByte.Uncertain : value is RowByte.ToRetry or RowByte.LeavingRetry ? RowByte.ToRetry : RowByte.NotReached);
    }

    /// <summary>How many of the first rows have no outcome. To be asked once the run has been finished.</summary>
    public long WithoutOutcome(long upTo) => RowScan.Unreached(rows, upTo);

    /// <summary>Counts all rows. Cheap enough for a progress line: a millisecond for millions.</summary>
    public Counts Count() => RowScan.Count(rows, reasons.Names);

    /// <summary>Counts the rows of a part of the source, the first and the last one included.</summary>
    public Counts Count(long first, long last) => RowScan.Count(rows, reasons.Names, first, last);

    /// <summary>The failed rows in row order, each once, with the last reason it was given; those that wait for a retry too.</summary>
    public IEnumerable<FailedRow> ReadFailed() => failed.Read(RowScan.In(rows, RowByte.AnyFailed));

    /// <summary>The uncertain rows in row order, each once.</summary>
    public IEnumerable<UncertainRow> ReadUncertain() => uncertain.Read(RowScan.In(rows, RowState.Uncertain)).Select(row => row.NotBefore(StartedAt));

    /// <summary>The failures that uncertain rows had before, in row order; without events where there was none.</summary>
    public IEnumerable<FailedRow> ReadFailuresOfUncertain() => failed.Read(RowScan.In(rows, RowState.Uncertain));

    /// <summary>
    /// Ends the run: rows still leaving are uncertain, everything is on the disk, and the next run finds a clean end. To be called when
    /// nobody marks rows any more.
    /// </summary>
    /// <param name="lastRow">The number of the source's last row, when it was read to its end.</param>
    /// <param name="readTo">The last row that the source gave in this run.</param>
    /// <param name="parts">The files of the source, as far as they are known by now.</param>
    public void Finish(long? lastRow = null, long? readTo = null, IReadOnlyList<BookPart>? parts = null)
    {
        if (!File.Exists(Path.Combine(Folder, RowsName))) throw BooksException.Gone(Folder);
        RowScan.Replace(rows, RowByte.AnyLeaving, RowByte.Uncertain);
        page.Update(now => now with
        {
            LastRow = lastRow ?? now.LastRow,
            Parts = parts is { Count: > 0 } && parts.Count >= now.Parts.Count ? parts : now.Parts,
        });
        FlushAllButRows();
        if ((lastRow ?? readTo) is { } read) ReadUpTo(read);
        var unreached = RowScan.First(rows, RowByte.NotReached, RowByte.NotReached);
        var allMet = lastRow is { } last && (unreached == 0 || unreached > last);
        if (allMet) rows.EndDoubt();
        rows.Flush(rows.Head.Mark, allMet ? 0 : doubt.UpTo, ended: true);
    }

    /// <summary>Changes what the title page says beside the rows.</summary>
    public void Note(Func<TitlePage, TitlePage> change) => page.Update(change);

    /// <summary>Gives the books back. Without <see cref="Finish"/> this is an unclean end, and the next run treats it as one.</summary>
    public void Dispose()
    {
        rows.Dispose();
        failed.Dispose();
        uncertain.Dispose();
        settled?.Dispose();
        receipts.Dispose();
        held.Dispose();
    }

    /// <summary>Goes before the rows: what a mark needs to be understood is on the disk before the mark is.</summary>
    private void FlushAllButRows()
    {
        page.Flush();
        failed.Flush();
        uncertain.Flush();
        settled?.Flush();
        receipts.Flush();
    }

    /// <summary>Takes down how far the source has been read; an earlier run that read further has said more.</summary>
    private void ReadUpTo(long row)
    {
        if (Reading?.Invoke() is { } read && read.Bytes >= (rows.ReadSoFar?.Bytes ?? 0)) rows.ReadSoFar = new(read.Bytes, read.Hash, row);
    }

    private void Mark(long row, byte value)
    {
        ThrowIfNotReached(row);
        rows.Write(row, value);
    }

    private void ThrowIfNotReached(long row)
    {
        if (!rows.IsReached(row))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Row {row} was to be marked before it was reached."));
    }
}
