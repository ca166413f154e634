using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>What can keep books from being opened, or is worth knowing about them.</summary>
internal static class BookCodes
{
    public static readonly FindingCode HeldByAnother = new(
        "BOOK001",
        Severity.Error,
        "another run holds the books",
        """
        Two runs on the same books would send rows twice, so there is one holder at a time. The message names its process and machine.
        The lock ends with the process, however that ends: nothing has to be cleaned up after a crash.
        """);

    public static readonly FindingCode Changed = new(
        "BOOK002",
        Severity.Error,
        "the books describe something else",
        """
        Books say what became of each row of one source, under one mapping, at one endpoint. When one of these has changed, row 4711 may
        be another row, or may never have reached this endpoint; going on would lose or double rows. Undo the change to continue, or
        begin anew with --restart; the old books are then kept in the folder 'before'. --restart sends every row of the source again, also
        those that were sent. A rejected file that is corrected once more is such a change: correct the rejected file of its own load
        instead, which has only the rows that failed again.
        """);

    public static readonly FindingCode CannotBeWritten = new(
        "BOOK003",
        Severity.Error,
        "the books cannot be written",
        """
        Nothing may leave before it is written down. Give the run a folder it can write to (--runs DIR), on a disk with room: books
        take one byte per row, and failed rows are kept in full.
        """);

    public static readonly FindingCode Unreadable = new(
        "BOOK004",
        Severity.Error,
        "the books cannot be read",
        """
        The folder holds books that are damaged, incomplete, or written by a newer Loader. They are left as they are. Use the Loader that wrote
        them, or begin anew with --restart; the old books are then kept in the folder 'before'. What was sent under them is not known
        to the new ones, which send every row again.
        """);

    public static readonly FindingCode PowerCut = new(
        "BOOK005",
        Severity.Warning,
        "the machine went down during the last run",
        """
        What the last run marked in its final moments may not have reached the disk. Rows that read "not reached" below the flushed mark may
        therefore have left: they are uncertain, and the policy for uncertain rows decides about them.
        """);

    public static readonly FindingCode CutShort = new(
        "BOOK006",
        Severity.Warning,
        "the books were cut short",
        """
        The file with the rows' bytes is shorter than what the last run had let go. What became of the missing rows is not known: they are
        uncertain, never sent, and the policy for uncertain rows decides about them.
        """);

    public static readonly FindingCode Damaged = new(
        "BOOK007",
        Severity.Warning,
        "a part of the books is damaged",
        """
        The rows' bytes are kept in blocks of 65,536, each with a checksum. The bytes of a block are not those that were written: a disk, a copy or somebody
        changed them. What became of its rows is not known: they are uncertain, never sent, and the policy for uncertain rows decides about them.
        """);

    public static readonly FindingCode Stopped = new(
        "BOOK008",
        Severity.Error,
        "the books cannot be written any more",
        """
        While the run went on, a disk was full or failed, or the folder of the books was taken away. Nothing leaves without being written down first, so the run
        stopped. What was marked before is true; rows that were in flight are uncertain. Make room, then run again: it continues.
        """);

    public static readonly FindingCode NoBooks = new(
        "BOOK009",
        Severity.Error,
        "there are no books to go on with",
        """
        --retry-failed and --resolve are about rows of an earlier run, and no earlier run kept its books in this folder. Is it the same mapping,
        and the same folder under --runs?
        """);

    public static readonly FindingCode SourceInBooks = new(
        "BOOK010",
        Severity.Error,
        "the source lies in the folder of the books",
        """
        A rejected file lies in the folder of the load that it came from, and --restart would put it aside together with the old books. Load it with
        books of its own: --runs with another folder.
        """);

    public static readonly FindingCode ComesOnce = new(
        "BOOK011",
        Severity.Error,
        "a load of standard input cannot be continued",
        """
        What is piped in comes once. A second run cannot tell that it gets the same rows, and row 4711 of another export may be another row: going on would lose or
        double rows. The rejected file can be corrected and loaded as ever. With --spool the next load keeps what is piped in, and can be continued.
        """);

    public static readonly FindingCode NotUncertain = new(
        "BOOK012",
        Severity.Error,
        "a row that is to be settled is not uncertain",
        """
        --resolve decides about uncertain rows; --row named others, so nothing was settled and nothing was sent. 'loader status' names the rows that are
        uncertain.
        """);

    public static readonly FindingCode LoadedByThemselves = new(
        "BOOK013",
        Severity.Error,
        "rejected rows were loaded by themselves",
        """
        Failed rows are mended in one of two ways: correct the rejected file and load that, into books of its own, or mend the mapping and run
        with --retry-failed. These books cannot tell which of their rows the other load sent, so doing both would send rows twice. Go on in the
        way that was begun: rows that failed again are in the rejected file of the other books. --allow-doubles goes on all the same.
        """);

    public static readonly FindingCode TriedAgain = new(
        "BOOK014",
        Severity.Error,
        "the rows of a rejected file were sent since",
        """
        --retry-failed has sent rows of this file, or may have, or they were loaded into other books; loading it would send them twice. Rows that failed
        again stand in the newest rejected file of those books: correct and load that one, or take the rows out that the message names. A copy is known by
        its column _load. --allow-doubles loads the file all the same.
        """);

    public static readonly FindingCode RejectedElsewhere = new(
        "BOOK015",
        Severity.Note,
        "the rows are a copy of rejected ones",
        """
        The columns _row and _load of the file say which load rejected its rows. Where the books of that load are found (under --runs, in the usual
        place, beside the file), they are asked whether the rows have been sent since, and --retry-failed is refused there from now on. Where they are
        not found nobody can say: see to it that the rows are not tried again there.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
    [
        HeldByAnother, Changed, CannotBeWritten, Unreadable, PowerCut, CutShort, Damaged, Stopped, NoBooks, SourceInBooks, ComesOnce,
        NotUncertain, LoadedByThemselves, TriedAgain, RejectedElsewhere,
    ];
}
