using Loader.Mappings.Findings;

namespace Loader.Sources.Bytes;

/// <summary>What can be wrong with the places that bytes come from, whatever is written in them.</summary>
public static class InputCodes
{
    public static readonly FindingCode NoFile = new(
        "INP001",
        Severity.Error,
        "the file does not exist",
        "A path that names nothing is a mistake, never an empty source. Relative paths count from the folder the program was started in.");

    public static readonly FindingCode NotAFile = new(
        "INP002",
        Severity.Error,
        "the path is not a file that can be read twice",
        """
        Pipes and devices cannot be read as files: to continue after a stop, and to prove that the content is the same, the file
        must be there again. Write what a program prints to a file first, or pass it in as standard input: --from -
        """);

    public static readonly FindingCode NotReadable = new(
        "INP003",
        Severity.Error,
        "the input cannot be opened or read any further",
        "The operating system or a server refused; the message says with what words. Rows that were read before are in the books; running again continues.");

    public static readonly FindingCode Damaged = new(
        "INP004",
        Severity.Error,
        "compressed content is damaged or cut off",
        """
        A checksum is wrong, or the content ends in the middle: a copy that was broken off looks like this. All rows before that point were read;
        the load is not finished and does not say so. Copy the file again and run again: it continues.
        """);

    public static readonly FindingCode Bomb = new(
        "INP005",
        Severity.Error,
        "compressed content is larger than the limits allow",
        """
        max_ratio bounds how many times larger content may be than its compressed bytes, max_unpacked how large it may be. Files of a few kilobytes that
        unpack to terabytes exist to fill disks and nights. If yours is really like that, raise the limit.
        """);

    public static readonly FindingCode Unpackable = new(
        "INP006",
        Severity.Error,
        "the input is packed in a way that is not read",
        "gzip, zstd, brotli (by the name .br) and zip with a single file in it are unpacked on the way. Others are named and refused.");

    public static readonly FindingCode NoMatch = new(
        "INP007",
        Severity.Error,
        "nothing matches the path",
        "A pattern or folder without a single file is taken for a mistake: an export that did not happen looks like this. Where it is normal, say "
        + "allow_empty: true.");

    public static readonly FindingCode OtherColumns = new(
        "INP008",
        Severity.Error,
        "a file has other columns than the first one",
        """
        Files that are read as one source need the same columns. Another order is fine, since columns go by name; a missing or further one is not, because nobody can
        tell whether it was renamed. Load such files by themselves, with a mapping that fits them.
        """);

    public static readonly FindingCode OtherOrder = new(
        "INP009", Severity.Note, "a file has its columns in another order than the first one", "Columns go by name, so every cell gets to where it belongs.");

    public static readonly FindingCode Changed = new(
        "INP010",
        Severity.Error,
        "an input changed after it was looked at",
        "What was read is not surely one version of it. Load a copy that nobody writes to; running again says whether it only grew.");

    public static readonly FindingCode Once = new(
        "INP011",
        Severity.Error,
        "standard input cannot be read like that",
        "It comes once, from the front. Formats with their table of contents at the end are kept in a file first; it can only be the one input of a load.");

    public static readonly FindingCode BadList = new(
        "INP012",
        Severity.Error,
        "a list of files cannot be used",
        "@LIST names a text file with one path per line; blank lines and lines that begin with # are passed over.");

    public static readonly FindingCode Detected = new(
        "INP013",
        Severity.Note,
        "what was found out of the content, because no setting says it",
        """
        'check' says it so that nobody has to guess how a file is read. Where it is not right, write the setting that the message names; where it is, writing it down keeps a later
        file from being read in another way.
        """);

    public static readonly FindingCode OtherInput = new(
        "INP014",
        Severity.Error,
        "standard input is not what was kept of it",
        """
        With --spool what is piped in is kept in a file beside the books before the first row leaves. A later run reads that file when nothing is piped in, or the same bytes
        again. Other bytes are other rows: the books cannot describe both. --restart loads them as a new load, also rows that were
        sent; the kept file stays beside as standard-input.before.
        """);

    public static readonly FindingCode NotLookedAt = new(
        "INP015",
        Severity.Note,
        "standard input is not looked at by a check",
        """
        What is piped in comes once, and a check must neither use it up nor wait for it. A name that no column has, or a text where a number is needed, is found by the
        run then. 'check --from FILE' looks at a file instead.
        """);

    public static readonly FindingCode Empty = new(
        "INP016",
        Severity.Note,
        "some of several files have no rows",
        """
        A day without orders gives an export without rows: nothing in it, or only a header. Among files with rows that is taken as it is, and the file counts
        with 0 rows. Where all files are empty, or the only one is, that is an error unless allow_empty: true says that it may happen.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
    [
        NoFile, NotAFile, NotReadable, Damaged, Bomb, Unpackable, NoMatch, OtherColumns, OtherOrder, Changed, Once, BadList, Detected, OtherInput, NotLookedAt,
        Empty,
    ];
}
