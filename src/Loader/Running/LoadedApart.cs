using Loader.Books;
using Loader.Books.Records;

namespace Loader.Running;

/// <summary>
/// Failed rows that were loaded by themselves since, from a rejected file: what became of them stands in the books of those loads, and they must not be in another
/// rejected file, which would send them twice.
/// </summary>
internal sealed class LoadedApart
{
    private readonly List<CorrectedLoad> loads;

    private LoadedApart(IReadOnlyList<CorrectedLoad> noted)
    {
        loads = [.. noted.Where(load => load.Rows is { AreTooMany: false } && Corrections.MayHaveSent(load.Books))];
        Files = noted.Select(load => load.File).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>How many rows were left out.</summary>
    public long Count { get; private set; }

    /// <summary>Where the others are looked up.</summary>
    public IEnumerable<string> Books => loads.Select(load => load.Books).Distinct(StringComparer.Ordinal);

    /// <summary>Whether some may have been sent from there: then none of the failed rows is tried again here.</summary>
    public bool IsAny => loads.Count > 0;

    /// <summary>The rejected files that loads were made from, whatever became of those.</summary>
    public IReadOnlySet<string> Files { get; }

    /// <summary>The loads that were noted in a folder of books.</summary>
    public static LoadedApart Of(string folder) => new([.. CorrectedLoads.Read(folder)]);

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
