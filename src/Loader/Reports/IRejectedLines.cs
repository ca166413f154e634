using Loader.Books.Records;

namespace Loader.Reports;

/// <summary>How a rejected file of one format is written, line by line.</summary>
internal interface IRejectedLines
{
    /// <summary>The first line, or null when the format has none.</summary>
    string? Header { get; }

    string Line(FailedRow row);
}
