namespace Loader.Reports;

/// <summary>Why books have no end of a run to report.</summary>
internal enum UnfinishedRun
{
    /// <summary>A run holds them now.</summary>
    GoesOn,

    /// <summary>The last run died.</summary>
    Died,
}
