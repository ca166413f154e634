using Loader.Books;
using Loader.Books.Records;

namespace Loader.Running;

/// <summary>
/// Failed rows that were loaded by themselves since, from a rejected file: what became of them stands in the books of those loads, and they must not be in another
/// rejected file, which would send them twice.
/// </summary>
/// <param name="loads">The loads that may have sent some of their rows.</param>
internal sealed class LoadedApart(IReadOnlyList<CorrectedLoad> loads)
{
    /// <summary>How many rows were left out.</summary>
    public long Count { get; private set; }

    /// <summary>Where the others are looked up.</summary>
    public IEnumerable<string> Books => loads.Select(load => load.Books).Distinct(StringComparer.Ordinal);

    public bool IsAny => loads.Count > 0;

    /// <summary>The loads that were noted in a folder of books.</summary>
    public static LoadedApart Of(string folder) =>
        new([.. CorrectedLoads.Read(folder).Where(load => load.Rows is { AreTooMany: false } && Corrections.MayHaveSent(load.Books))]);

    /// <summary>The rows that were not; counts the others.</summary>
    public IEnumerable<FailedRow> Without(IEnumerable<FailedRow> failed)
    {
        foreach (var row in failed)
        {
            if (loads.Any(load => load.Rows!.Contains(row.Row))) Count++;
            else yield return row;
        }
    }
}
