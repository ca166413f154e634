namespace Loader.Books;

/// <summary>What books are opened for.</summary>
internal enum OpeningMode
{
    /// <summary>Goes on where the last run stopped, or begins.</summary>
    Continue,

    /// <summary>Begins anew; the old books are kept.</summary>
    Restart,

    /// <summary>Tries failed rows again, also under a mapping that changed. There have to be books.</summary>
    RetryFailed,

    /// <summary>Settles rows that are uncertain. There have to be books.</summary>
    Settle,
}
