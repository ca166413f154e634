namespace Loader.Sources.BigQuery.Storage;

/// <summary>
/// Which row of which stream is which row of the source. Streams take turns of a fixed number of rows: the first rows of stream 0, of stream 1, … then the
/// next rows of each; a stream that has ended is passed over. So all streams are read at the same speed, and a row's number depends on nothing but the
/// session: neither on who was faster, nor on where messages or an earlier run ended.
/// </summary>
/// <param name="rows">How many rows each stream has; null while that is not known. A stream that ended before a row that was given has to be known.</param>
/// <param name="turnRows">How many rows a stream gives in its turn.</param>
internal sealed class StreamTurns(IReadOnlyList<long?> rows, int turnRows)
{
    /// <summary>How many rows of each stream come before a row (1 is the first), and whose turn it is at that row.</summary>
    public (long[] Offsets, int Stream) At(long row)
    {
        var before = row - 1;
        var turns = FullTurnsWithin(before);
        var offsets = new long[rows.Count];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = Taken(i, turns);

        var left = before - offsets.Sum();
        for (var i = 0; i < offsets.Length; i++)
        {
            var turn = Taken(i, turns + 1) - offsets[i];
            if (left < turn)
            {
                offsets[i] += left;
                return (offsets, i);
            }

            offsets[i] += turn;
            left -= turn;
        }

        // Behind the last row, which all streams have given.
        return (offsets, 0);
    }

    /// <summary>How many rows of a stream are taken in so many turns.</summary>
    private long Taken(int stream, long turns) => Math.Min(rows[stream] ?? long.MaxValue, turns * turnRows);

    /// <summary>The largest number of turns of all streams that give no more than so many rows.</summary>
    private long FullTurnsWithin(long most)
    {
        var (low, high) = (0L, (most / turnRows) + 1);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var taken = 0L;
            for (var i = 0; i < rows.Count; i++) taken += Taken(i, middle);
            if (taken <= most) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
