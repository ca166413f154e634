using Loader.Mappings.Findings;

namespace Loader.Books.Files;

/// <summary>
/// The books cannot be written any more: the disk is full or failed, or their folder is gone. Nothing more may leave, since it could not be written
/// down. What was marked before is true.
/// </summary>
internal sealed class BooksException(Finding finding, Exception? cause = null) : Exception(finding.Message, cause)
{
    public Finding Finding { get; } = finding;

    /// <summary>A file of the books refused to be written.</summary>
    public static BooksException NotWritten(string path, Exception cause) => new(
        new(
            BookCodes.Stopped,
            Place.Of(path),
            $"the books cannot be written any more: {cause.Message}",
            "make room or give back the right to write, then run again: it continues"),
        cause);

    /// <summary>The folder was deleted or moved away under the run.</summary>
    public static BooksException Gone(string folder) => new(new(
        BookCodes.Stopped,
        Place.Of(folder),
        "the books were deleted or moved away while the run held them",
        "put them back before running again; without them every row of the source would be sent again"));

    /// <summary>
    /// Whether the system refused, and not the program failed. A file that may not become larger (EFBIG: a limit of the file system or of the process) comes as
    /// an argument that is out of range, with a name that no method of this room has.
    /// </summary>
    public static bool IsOfTheDisk(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };
}
