namespace Loader.Sources.Bytes;

/// <summary>A place that bytes come from, opened: a file, standard input, an object in a store. What it held when it was opened is what is read.</summary>
internal interface IInput : IAsyncDisposable
{
    /// <summary>The place as a person would name it.</summary>
    string Name { get; }

    /// <summary>Its size in bytes, as they lie there (before decompression); null when it cannot be known.</summary>
    long? Length { get; }

    /// <summary>
    /// Tells this content from another under the same name: size, first and last block, or what a store says of it. Stable while nothing changes.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Whether nobody can read it a second time.</summary>
    bool ComesOnce => false;

    /// <summary>Whether every read is a request over a network.</summary>
    bool IsFar => false;

    /// <summary>Whether <see cref="ReadAtAsync"/> works. Formats that have their table of contents at the end need it.</summary>
    bool ReadsAnywhere { get; }

    /// <summary>Fills the buffer as far as there are bytes from an offset on; tells how many there were. Any number of callers at a time.</summary>
    ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop);

    /// <summary>All bytes from the first. Where bytes come once only, so does this.</summary>
    /// <remarks>
    /// A failure on the way is an <see cref="IOException"/> or a <see cref="SourceException"/>; the end of the stream is the end of the content, never a
    /// failure.
    /// </remarks>
    Stream Read();

    /// <summary>The same bytes, to look at their beginning: <see cref="Read"/> gives them again.</summary>
    Stream Look() => Read();

    /// <summary>What is not as it was when it was opened, in words; null while nothing can be noticed.</summary>
    string? Changed();
}
