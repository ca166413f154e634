namespace Loader.Drafting;

/// <summary>Where the rows come from, as a person named it.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Path">The file, folder or pattern; or the file in which the source is described.</param>
internal sealed record DraftSource(string Kind, string Path)
{
    /// <summary>The encoding that a person said; null: the source's beginning says it.</summary>
    public string? Encoding { get; init; }

    /// <summary><c>from:</c> as it is written already; null: it is written here.</summary>
    public string? Text { get; init; }
}
