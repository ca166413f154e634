namespace Loader.Books;

/// <summary>One of several files that the source consists of.</summary>
/// <param name="Name">The file.</param>
/// <param name="FirstRow">The number of its first row within the whole source; without rows, that of the next file's first.</param>
internal sealed record BookPart(string Name, long FirstRow);
