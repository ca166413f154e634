using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources;

namespace Loader.Tests.Running;

/// <summary>A source of keys, in chunks that the test numbers as it likes.</summary>
internal sealed class ListSource(params IEnumerable<(long FirstRow, string[] Keys)> chunks) : ISourceKind, ISource
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when nobody reads any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>Called when reading ends.</summary>
    public Action AtEnd { get; set; } = () => { };

    public string Name => "list";

    public string Summary => "for tests";

    public Schema Schema { get; } = new([new("id", ValueKind.Text)]);

    public long? Bytes => null;

    public string Fingerprint => "list";

    public RejectedLayout Rejected { get; } = new("csv", "id", ',');

    public ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        section.Finish();
        return ValueTask.FromResult<ISource?>(this);
    }

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            foreach (var (first, keys) in chunks)
            {
                stop.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return new Chunk(first, keys);
            }
        }
        finally
        {
            // Takes its time, so that nobody passes who does not wait for it.
            for (var i = 0; i < 200_000; i++) await Task.Yield();
            AtEnd();
            ended.SetResult();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Chunk : RowChunk
    {
        private readonly string[] keys;

        public Chunk(long firstRow, string[] keys)
        {
            this.keys = keys;
            FirstRow = firstRow;
            Count = keys.Length;
        }

        public override long LineOf(int index) => 0;

        public override Finding? ProblemOf(int index) => null;

        public override void Read(int index, Span<Value> cells) => cells[0] = Value.Of(keys[index]);

        public override void WriteOriginal(int index, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(keys[index]));

        protected override void Release()
        {
        }
    }
}
