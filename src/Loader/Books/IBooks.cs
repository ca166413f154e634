using Loader.Books.Records;

namespace Loader.Books;

/// <summary>What can be asked of books, whether a run holds them or somebody only looks.</summary>
internal interface IBooks
{
    string Folder { get; }

    /// <summary>What the title page says.</summary>
    TitlePage Page { get; }

    /// <summary>The counts before the run marked anything; for somebody who only looks, those of now.</summary>
    Counts AtOpening { get; }

    Counts Count();

    /// <summary>Counts the rows of a part of the source, the first and the last one included.</summary>
    Counts Count(long first, long last);

    /// <summary>The failed rows in row order, each once.</summary>
    IEnumerable<FailedRow> ReadFailed();

    /// <summary>The uncertain rows in row order, each once.</summary>
    IEnumerable<UncertainRow> ReadUncertain();
}
