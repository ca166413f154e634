using System.Buffers;
using System.Runtime.CompilerServices;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Preparing;

namespace Loader.Running.Showing;

/// <summary>What rows would become, without sending them and without books.</summary>
internal static class Preview
{
    /// <summary>
    /// The first rows of a prepared load; a group that is open then is read to its end. A row or group that becomes several events comes several
    /// times, a group under the number of its first row.
    /// </summary>
    public static async IAsyncEnumerable<PreviewedRow> RowsAsync(
        Prepared prepared,
        long rows,
        TimeProvider clock,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        prepared.BeginAt(Value.OfTime(now.ToUnixTimeSeconds(), 0));
        var one = new OneByOne(prepared);
        await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++)
                {
                    var beyond = chunk.FirstRow + index > rows;
                    if (beyond && !one.IsWaiting) yield break;
                    foreach (var previewed in one.Take(chunk, index)) yield return previewed;
                    if (beyond && one.Began) yield break;
                }

                one.Detach();
            }
        }

        foreach (var previewed in one.End()) yield return previewed;
    }

    /// <summary>Rows one after the other, through the grouper where there is one.</summary>
    private sealed class OneByOne(Prepared prepared)
    {
        private readonly ArrayBufferWriter<byte> bytes = new();
        private readonly Grouper? grouper = prepared.Mapper.IsGrouped ? new(prepared.Mapper, new Keys()) : null;
        private (long Row, long Line) first;

        /// <summary>Whether a group is open.</summary>
        public bool IsWaiting => grouper is { OpenRows: > 0 };

        /// <summary>Whether the row that was taken last ended a group.</summary>
        public bool Began { get; private set; }

        public List<PreviewedRow> Take(RowChunk chunk, int index)
        {
            var at = (chunk.FirstRow + index, chunk.LineOf(index));
            if (grouper is null) return Made(at, prepared.Mapper.Map(chunk, index));
            var step = grouper.Take(chunk, index);
            Began = step.Closed;
            List<PreviewedRow> made = [];
            if (step.Closed) made.AddRange(Made(first, grouper.Outcome));
            if (step.Row.Result != MapResult.Event) made.AddRange(Made(at, step.Row));
            else if (grouper.OpenRows == 1) first = at;
            return made;
        }

        public void Detach() => grouper?.Detach();

        public List<PreviewedRow> End() => grouper is not null && grouper.End() ? Made(first, grouper.Outcome) : [];

        private List<PreviewedRow> Made((long Row, long Line) at, Mapped mapped)
        {
            if (mapped.Result == MapResult.Skipped) return [new(at.Row, at.Line, null, $"skipped: {prepared.Mapper.SkipReasons[mapped.SkipReason]}")];
            if (mapped.Result == MapResult.Rejected)
                return [new(
                    at.Row,
                    at.Line,
                    null,
                    "failed: " + string.Join("; ", mapped.Problems!.Select(problem => problem.Problem.Message))) { Failed = true }];
            List<PreviewedRow> made = [];
            var count = grouper?.EventCount ?? prepared.Mapper.EventCount;
            for (var i = 0; i < count; i++)
            {
                var one = grouper is null ? prepared.Mapper.EventAt(i) : grouper.EventAt(i);
                bytes.ResetWrittenCount();
                made.Add(prepared.Packers[one.Entry].Pack(one.Slots, one.Key, bytes, out var packed) switch
                {
                    Packing.Skipped skipped => new(at.Row, at.Line, null, $"skipped: {skipped.Reason}"),
                    Packing.Broken broken => new(at.Row, at.Line, null, $"failed: {broken.Problem.Message}") { Failed = true },
                    _ => new(at.Row, at.Line, bytes.WrittenSpan[..packed.BodyLength].ToArray(), null)
                    {
                        Note = bytes.WrittenSpan[packed.BodyLength..].ToArray(),
                    },
                });
            }

            return made;
        }
    }

    /// <summary>The keys of the few rows that are looked at.</summary>
    private sealed class Keys : IClosedKeys
    {
        private readonly HashSet<string> seen = new(StringComparer.Ordinal);

        public bool Add(ReadOnlySpan<byte> key) => seen.Add(Convert.ToHexString(key));
    }
}

/// <summary>What one row would become: a payload, or the reason why there is none.</summary>
internal sealed record PreviewedRow(long Row, long Line, byte[]? Payload, string? Reason)
{
    /// <summary>Whether it should have become a payload and did not.</summary>
    public bool Failed { get; init; }

    /// <summary>What the destination noted beside the payload.</summary>
    public byte[] Note { get; init; } = [];
}
