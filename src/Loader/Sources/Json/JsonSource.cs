using System.Runtime.CompilerServices;
using Loader.Mappings.Rows;
using Loader.Sources.Bytes;

namespace Loader.Sources.Json;

/// <summary>One input of NDJSON, or of one array.</summary>
internal sealed class JsonSource(IInput input, JsonOptions options, JsonHead head, Schema schema, ContentHash? shared) : ISource
{
    private ContentHash? hash;

    public string Name => input.Name;

    public Schema Schema => schema;

    public long? Bytes => input.Length;

    public string Fingerprint => input.Fingerprint;

    public bool IsEmpty => head.IsEmpty;

    public bool ComesOnce => input.ComesOnce;

    public bool IsRejected => head.IsRejected;

    public RejectedLayout Rejected { get; } = new("jsonl", Header: null, Delimiter: null);

    public ContentMark? Read => (hash ??= shared ?? new()).Mark(hasRowEnds: true);

    public string? Changed() => input.Changed();

    public ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) =>
        ContentHash.BeginsAsync([() => ValueTask.FromResult<IInput?>(new Borrowed(input))], mark, stop);

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        hash = shared ?? new();
        var content = await Content.OpenAsync(input, options.Limits, hash, stop);
        var layout = new JsonLayout(Schema, columns) { IsRejected = IsRejected };
        await using var reading = new JsonReading(input, content, options, layout, head.IsArray, head.Bytes, head.Lines, firstRow);
        while (await reading.NextAsync(stop) is { } chunk) yield return chunk;
    }

    public ValueTask DisposeAsync()
    {
        if (shared is null) hash?.Dispose();
        return input.DisposeAsync();
    }
}
