using Loader.Books;
using Loader.Mappings.Rows;
using Loader.Sources;

namespace Loader.Running;

/// <summary>The rows of a rejected file by the books of the load that rejected them. A file that was put together from several has several.</summary>
/// <param name="beside">The books that the file lies beside; null when it lies elsewhere.</param>
/// <param name="own">The books that the rows are to be loaded into.</param>
/// <param name="places">Where books of a mapping may lie, by the mapping's name.</param>
internal sealed class RejectedRows(string? beside, string own, Func<string, IEnumerable<string>> places) : IDisposable
{
    private readonly Dictionary<string, Origin?> known = new(StringComparer.Ordinal);
    private readonly Origin? neighbour = beside is null ? null : Origin.Beside(beside, own);

    /// <summary>The books that were found.</summary>
    public IEnumerable<Origin> Origins => known.Values.OfType<Origin>().Concat(neighbour is null ? [] : [neighbour]);

    /// <summary>Whether it is known of which load they are.</summary>
    public bool AreNamed => known.Count > 0 || neighbour is not null;

    /// <summary>The loads whose books were not.</summary>
    public IEnumerable<string> Unknown => known.Where(load => load.Value is null).Select(load => load.Key);

    public async Task ReadAsync(ISource source, CancellationToken stop)
    {
        await foreach (var chunk in source.ReadAsync(1, [], stop))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (chunk.ProblemOf(i) is null && chunk.RejectedAs(i) is { Row: { } row } rejected) Of(rejected)?.Meet(row);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var origin in Origins) origin.Dispose();
    }

    private Origin? Of(RejectedRow rejected)
    {
        if (rejected.Load is not { } load || load == neighbour?.Load) return neighbour;
        if (known.TryGetValue(load, out var origin)) return origin;
        var found = LoadName.MappingIn(load) is { } mapping ? Origin.Find(load, places(mapping), own) : null;
        known.Add(load, found);
        return found;
    }
}
