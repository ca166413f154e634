namespace Loader.Sources;

/// <summary>One of several files that a source reads one after the other.</summary>
/// <param name="Name">The file, as a person would name it.</param>
/// <param name="FirstRow">The number that its first row has within the whole source. A file without rows has the number of the next one's first.</param>
public sealed record SourcePart(string Name, long FirstRow);
