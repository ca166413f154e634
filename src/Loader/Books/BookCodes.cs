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
        begin anew with --restart; the old books are then kept in the folder 'before'.
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
        to the new ones.
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

    public static readonly IReadOnlyList<FindingCode> All = [HeldByAnother, Changed, CannotBeWritten, Unreadable, PowerCut, CutShort];
}
