namespace Loader.Sources.Csv;

/// <summary>Turns the bytes of one encoding into UTF-8, a piece at a time.</summary>
/// <remarks>
/// What is not text in that encoding becomes the byte <see cref="Invalid"/>, which occurs nowhere in UTF-8. So one check of the
/// UTF-8 finds bad rows in every encoding, and nothing is replaced on the quiet.
/// </remarks>
internal interface ITranscoder
{
    const byte Invalid = 0xFF;

    /// <summary>The most bytes of UTF-8 that one byte of source becomes, rounded up.</summary>
    int Growth { get; }

    /// <summary>
    /// Converts as much of the source as is complete and fits. At the end of the file (<paramref name="isEnd"/>) an incomplete rest becomes
    /// <see cref="Invalid"/>.
    /// </summary>
    void Convert(ReadOnlySpan<byte> source, Span<byte> utf8, bool isEnd, out int read, out int written);
}
