namespace Loader.Books;

/// <summary>
/// Rows whose marks a power cut may have taken: those up to a number that read "not reached". How many of them the source has is not known before it is
/// read again; those it has are given their mark then.
/// </summary>
internal sealed class Doubt(RowFile rows)
{
    private readonly Lock meeting = new();
    private long metUpTo;

    /// <summary>The last row that may be in doubt; 0 when none is.</summary>
    public long UpTo => rows.Head.DoubtfulUpTo;

    public bool Covers(long row, byte value) => value == RowByte.NotReached && row <= UpTo;

    /// <summary>The source has rows up to this one: those of them that are in doubt are uncertain from here on, also by their byte.</summary>
    public void Meet(long row)
    {
        var last = Math.Min(row, UpTo);
        if (last <= Volatile.Read(ref metUpTo)) return;
        lock (meeting)
        {
            for (var each = metUpTo + 1; each <= last; each++)
                if (rows.Read(each) == RowByte.NotReached) rows.Write(each, RowByte.Uncertain);
            Volatile.Write(ref metUpTo, Math.Max(metUpTo, last));
        }
    }
}
