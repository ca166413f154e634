namespace Loader.Options;

/// <summary>Where standard input is kept.</summary>
/// <param name="Path">The file.</param>
/// <param name="MayBeReplaced">Whether other content may take the place of what an earlier run kept: nobody continues that one any more.</param>
public sealed record SpoolPlace(string Path, bool MayBeReplaced);
