namespace Loader.Books;

/// <summary>How far the source has been read when the mark H was last moved, and what was read: by it a later run tells a source that only grew.</summary>
/// <param name="Bytes">Bytes of the source from its beginning.</param>
/// <param name="Hash">The source's hash over exactly these bytes.</param>
/// <param name="Rows">The rows up to this one lie wholly within them.</param>
internal sealed record ReadMark(long Bytes, string Hash, long Rows)
{
    /// <summary>Whether the source says that its last row had no end yet, so that more bytes would change that row.</summary>
    public bool IsOpen => Hash.EndsWith('-');
}
