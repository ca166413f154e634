namespace Loader.Sources;

/// <summary>
/// A source that keeps a small file of its own beside the books of its load, so that the next run reads the same rows, or those that came after them. What lies
/// there already it was told when it was opened (<see cref="Options.SourceRun"/>).
/// </summary>
internal interface IKeepsState
{
    /// <summary>Whether these rows follow those of a load that has come to its end: the old books are put aside, and new ones begin.</summary>
    bool BeginsNextLoad { get; }

    /// <summary>The name of its file, which stays where it is when the books are put aside.</summary>
    string StateFile { get; }

    /// <summary>Told when the books are held, before the first row is read. Only now may it do what costs money, or what a second run must not do.</summary>
    /// <param name="folder">The folder of the books.</param>
    /// <param name="columns">The columns that will be asked for, by index.</param>
    /// <param name="areBegun">Whether the books know of rows already: these must be the same ones.</param>
    /// <param name="stop">Ends the beginning.</param>
    /// <exception cref="SourceException">The rows cannot be read.</exception>
    ValueTask BeginAsync(string folder, IReadOnlyList<int> columns, bool areBegun, CancellationToken stop);

    /// <summary>Told when the run has ended and the books say what became of every row.</summary>
    /// <param name="folder">The folder of the books.</param>
    /// <param name="isComplete">Whether every row of the source has its outcome.</param>
    void End(string folder, bool isComplete);

    /// <summary>Sentences for the report.</summary>
    IEnumerable<string> Notes { get; }
}
