namespace Loader.Sources;

/// <summary>
/// How far the bytes of a source have been read, and a hash over all of them up to there. Kept in the books, so that a later run can tell a
/// source that only grew from one whose beginning changed.
/// </summary>
/// <param name="Bytes">Bytes from the beginning, as they lie in the place (before decompression).</param>
/// <param name="Hash">The hash of exactly these bytes, in hexadecimal.</param>
public sealed record ContentMark(long Bytes, string Hash);
