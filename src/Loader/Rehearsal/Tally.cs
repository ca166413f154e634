using System.Collections.Concurrent;

namespace Loader.Rehearsal;

/// <summary>Counts by text. Texts beyond the first thousand different ones are counted together, so that it stays small.</summary>
internal sealed class Tally
{
    private const int MostTexts = 1000;
    private const string Others = "(others)";
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private int texts;

    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(counts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    public void Add(string text)
    {
        if (Volatile.Read(ref texts) >= MostTexts && !counts.ContainsKey(text)) text = Others;
        counts.AddOrUpdate(text, First, static (_, count) => count + 1);
    }

    private long First(string text)
    {
        Interlocked.Increment(ref texts);
        return 1;
    }
}
