namespace Loader.Sources;

/// <summary>
/// A source that keeps a small file of its own beside the books of its load, so that the next run reads the same rows, or those that came after them. What lies
/// there already it was told when it was opened (<see cref="Options.SourceRun"/>).
/// </summary>
internal interface IKeepsState
{
    /// <summary>Whether these rows follow those of a load that has come to its end: the old books are put aside, and new ones begin.</summary>
    bool BeginsNextLoad { get; }

    /// <summary>Told when the books are held, before the first row is read.</summary>
    /// <exception cref="SourceException">The rows cannot be read.</exception>
    ValueTask BeginAsync(string folder, CancellationToken stop);

    /// <summary>Told when the run has ended and the books say what became of every row.</summary>
    /// <param name="folder">The folder of the books.</param>
    /// <param name="isComplete">Whether every row of the source has its outcome.</param>
    void End(string folder, bool isComplete);

    /// <summary>Sentences for the report.</summary>
    IEnumerable<string> Notes { get; }
}
