using System.Buffers;
using System.Runtime.CompilerServices;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;

namespace Loader.Running;

/// <summary>What rows would become, without sending them and without books.</summary>
internal static class Preview
{
    /// <summary>The first rows of a prepared load.</summary>
    public static async IAsyncEnumerable<PreviewedRow> RowsAsync(Prepared prepared, long rows, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        prepared.Mapper.Now = Value.OfTime(now.ToUnixTimeSeconds(), 0);
        var bytes = new ArrayBufferWriter<byte>();
        await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++)
                {
                    if (chunk.FirstRow + index > rows) yield break;
                    yield return Row(prepared, chunk, index, bytes);
                }
            }
        }
    }

    private static PreviewedRow Row(Prepared prepared, RowChunk chunk, int index, ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        var (row, line) = (chunk.FirstRow + index, chunk.LineOf(index));
        var mapped = prepared.Mapper.Map(chunk, index);
        return mapped.Result switch
        {
            MapResult.Skipped => new(row, line, null, $"skipped: {prepared.Mapper.SkipReasons[mapped.SkipReason]}"),
            MapResult.Rejected => new(row, line, null, "failed: " + string.Join("; ", mapped.Problems!.Select(problem => problem.Problem.Message))),
            _ => prepared.Packer.Pack(prepared.Mapper.Slots, prepared.Mapper.Key, bytes, out var packed) switch
            {
                Packing.Skipped skipped => new(row, line, null, $"skipped: {skipped.Reason}"),
                Packing.Broken broken => new(row, line, null, $"failed: {broken.Problem.Message}"),
                _ => new(row, line, bytes.WrittenSpan[..packed.BodyLength].ToArray(), null),
            },
        };
    }
}

/// <summary>What one row would become: a payload, or the reason why there is none.</summary>
internal sealed record PreviewedRow(long Row, long Line, byte[]? Payload, string? Reason);
