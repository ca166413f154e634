namespace Loader.Sources.Remote;

/// <summary>An object of a server, looked at: its size and version. Every later request asks for that version and no other.</summary>
internal abstract class RemoteObject : IAsyncDisposable
{
    /// <summary>The object as a person would name it, without anything secret.</summary>
    public required string Name { get; init; }

    /// <summary>Its size in bytes; null when the server does not tell.</summary>
    public required long? Length { get; init; }

    /// <summary>What the server calls this version of it: an entity tag, a generation, a time of change. Null when it tells none.</summary>
    public required string? Version { get; init; }

    /// <summary>Whether a part of it can be asked for.</summary>
    public required bool HasRanges { get; init; }

    /// <summary>Its bytes from an offset on, all or so many.</summary>
    /// <exception cref="IOException">The server or the way to it fails for now.</exception>
    /// <exception cref="SourceException">It refuses, or has another version now.</exception>
    public abstract ValueTask<Stream> OpenAsync(long offset, long? count, CancellationToken stop);

    /// <summary>The version that the server has now; null when the object is gone.</summary>
    public abstract ValueTask<string?> AskVersionAsync(CancellationToken stop);

    public abstract ValueTask DisposeAsync();
}
