using Loader.Mappings.Rows;

namespace Loader.Books;

/// <summary>How a run was started, for those who look at the books without it.</summary>
/// <param name="Mapping">The mapping's path, as it was given.</param>
/// <param name="Folder">The folder in which the run was started: paths are relative to it.</param>
/// <param name="Resume">The command line that continues the load.</param>
/// <param name="Rejected">How rejected rows are written; it says what is a cell in them.</param>
internal sealed record RunNote(string Mapping, string Folder, string Resume, RejectedLayout Rejected)
{
    /// <summary>The path that the command line gave the source; null: the mapping's own.</summary>
    public string? From { get; init; }

    /// <summary>The kind of source that the command line gave; null: the mapping's own.</summary>
    public string? Format { get; init; }
}
