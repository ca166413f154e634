namespace Loader.Parquet.Sources;

/// <summary>Bytes of a file that are fetched in one go.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The first behind them.</param>
internal readonly record struct Stretch(long From, long To)
{
    /// <summary>Bytes between two chunks that are fetched rather than asked around: they take less time than another request.</summary>
    private const int LargestGap = 256 << 10;

    /// <summary>No request is larger, so that one that breaks costs no more.</summary>
    private const int Largest = 8 << 20;

    public int Length => (int)(To - From);

    /// <summary>The same bytes in as few stretches as their neighbourhood allows, none above 8 MB.</summary>
    public static List<Stretch> Merge(IEnumerable<Stretch> chunks)
    {
        var merged = new List<Stretch>();
        foreach (var chunk in chunks.OrderBy(chunk => chunk.From))
        {
            var (from, to) = chunk;
            if (merged.Count > 0 && merged[^1] is var last && from - last.To <= LargestGap)
            {
                to = Math.Max(to, last.To);
                from = last.From;
                merged.RemoveAt(merged.Count - 1);
            }

            for (; to - from > Largest; from += Largest) merged.Add(new(from, from + Largest));
            merged.Add(new(from, to));
        }

        return merged;
    }
}
