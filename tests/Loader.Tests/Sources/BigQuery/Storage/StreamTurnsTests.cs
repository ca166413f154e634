using FsCheck;
using FsCheck.Fluent;
using Loader.Sources.BigQuery.Storage;

namespace Loader.Tests.Sources.BigQuery.Storage;

public sealed class StreamTurnsTests
{
    [Fact]
    public void Streams_take_turns_and_one_that_ended_is_passed_over()
    {
        var turns = new StreamTurns([3, 7, 0], turnRows: 2);

        // Stream 0: rows 1 2, 5; stream 1: rows 3 4, 6 7, 8 9, 10.
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)], Enumerable.Range(1, 10).Select(row => At(turns, row)));
        Assert.Equal([3, 7, 0], turns.At(11).Offsets);
        Assert.Equal([3, 7, 0], turns.At(1_000_000_000_000).Offsets);
    }

    [Fact]
    public void Where_a_row_lies_is_what_dealing_out_row_by_row_gives_whatever_is_known_of_the_lengths() =>
        Prop.ForAll(Gen.Choose(0, 9).Select(length => (long)length).ArrayOf().Where(
            lengths => lengths.Length is > 0 and < 6).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (lengths, turnRows) =>
        {
            var taken = new long[lengths.Length];
            var row = 1L;
            for (var stream = 0; taken.Sum() < lengths.Sum(); stream = (stream + 1) % lengths.Length)
            {
                for (var i = 0; i < turnRows && taken[stream] < lengths[stream]; i++, row++)
                {
                    // A stream has to be known once it was seen to end: its turn came, and it had nothing more.
                    var known = lengths.Select((length, s) => length > taken[s] || (s == stream && length > taken[s]) ? (long?)null : length).ToArray();
                    var (offsets, whose) = new StreamTurns(known, turnRows).At(row);
                    if (whose != stream || !offsets.SequenceEqual(taken)) return false;
                    taken[stream]++;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static (int Stream, long Offset) At(StreamTurns turns, long row) => turns.At(row) is var (offsets, stream) ? (stream, offsets[stream]) : default;
}
