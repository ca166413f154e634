namespace Loader.Books.RowBytes;

/// <summary>
/// Rows whose marks a power cut or damage may have taken: those up to a number, and those of damaged blocks, that read "not reached". How many of
/// them the source has is not known before it is read again; those it has are given their mark then.
/// </summary>
internal sealed class Doubt(RowFile rows)
{
    private readonly Lock meeting = new();
    private readonly bool hasBlocks = rows.AnyDoubtful;
    private long metUpTo;

    /// <summary>The last row that a power cut may have put in doubt; 0 when there was none.</summary>
    public long UpTo => rows.Head.DoubtfulUpTo;

    public bool Covers(long row, byte value) => value == RowByte.NotReached && (row <= UpTo || (hasBlocks && rows.IsDoubtful(row)));

    /// <summary>The source has rows up to this one: those of them that are in doubt are uncertain from here on, also by their byte.</summary>
    public void Meet(long row)
    {
        var last = hasBlocks ? row : Math.Min(row, UpTo);
        if (last <= Volatile.Read(ref metUpTo)) return;
        lock (meeting)
        {
            for (var each = metUpTo + 1; each <= last; each++)
                if (Covers(each, rows.Read(each))) rows.Write(each, RowByte.Uncertain);
            Volatile.Write(ref metUpTo, Math.Max(metUpTo, last));
        }
    }
}
