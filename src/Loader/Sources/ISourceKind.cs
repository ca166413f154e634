using Loader.Options;

namespace Loader.Sources;

/// <summary>A kind of source, known by the name it has under <c>from:</c>. One line in <see cref="SourceCatalog"/>.</summary>
public interface ISourceKind
{
    /// <summary>The name in mappings: <c>csv</c>.</summary>
    string Name { get; }

    /// <summary>One sentence for <c>loader sources</c>.</summary>
    string Summary { get; }

    /// <summary>
    /// The texts that stand for null, where all cells are texts; null where rows bring types of their own. Asks the section, and opens nothing.
    /// </summary>
    IReadOnlyList<string>? NullTexts(Section section) => null;

    /// <summary>
    /// Reads the section under <c>from: NAME:</c> and opens what it names, far enough to know the columns. Mistakes go to the section's
    /// findings; null when there is nothing that rows could be read from. Missing input is a finding, never an empty source.
    /// </summary>
    /// <param name="section">The settings.</param>
    /// <param name="stop">Ends the opening, which may have to ask a server.</param>
    ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop);
}
