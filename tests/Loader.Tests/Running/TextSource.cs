using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources;

namespace Loader.Tests.Running;

/// <summary>
/// Keys, one per line of a text that tests change between runs; it knows how far it has been read, breaks off and consists of files on request.
/// </summary>
internal sealed class TextSource : ISourceKind, ISource
{
    public static readonly FindingCode Broken = new("TEXT01", Severity.Error, "a disk that failed", "");

    private int read;

    public string Text { get; set; } = "";

    /// <summary>Fails behind so many rows.</summary>
    public int? BreaksAfter { get; set; }

    public string? WasChanged { get; set; }

    public IReadOnlyList<SourcePart> Parts { get; set; } = [];

    /// <summary>Goes on with new keys until it is asked to stop.</summary>
    public bool IsEndless { get; set; }

    public string Name => "keys.txt";

    public string Summary => "for tests";

    public Schema Schema { get; } = new([new("id", ValueKind.Text)]);

    public long? Bytes => Encoding.UTF8.GetByteCount(Text);

    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Text.Length} bytes, {(Text.Length == 0 ? "" : Text[^1..])}");

    public RejectedLayout Rejected { get; } = new("csv", "id", ',');

    public ContentMark? Read => Mark(read);

    public ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) =>
        ValueTask.FromResult(mark.Bytes <= Text.Length && Mark((int)mark.Bytes) == mark);

    public string? Changed() => WasChanged;

    public ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        section.Finish();
        return ValueTask.FromResult<ISource?>(this);
    }

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        read = 0;
        var row = 0;
        foreach (var line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            stop.ThrowIfCancellationRequested();
            if (row == BreaksAfter) throw new SourceException(new(Broken, Place.Of(Name), "the disk failed"));
            await Task.Yield();
            read += line.Length + 1;
            row++;
            yield return new Key(row, line);
        }

        while (IsEndless)
        {
            stop.ThrowIfCancellationRequested();
            await Task.Yield();
            row++;
            yield return new Key(row, string.Create(CultureInfo.InvariantCulture, $"more{row}"));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ContentMark Mark(int bytes) => new(bytes, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text[..bytes]))));

    private sealed class Key : RowChunk
    {
        private readonly string key;

        public Key(long row, string key)
        {
            this.key = key;
            FirstRow = row;
            Count = 1;
        }

        public override long LineOf(int index) => FirstRow;

        public override Finding? ProblemOf(int index) => null;

        public override void Read(int index, Span<Value> cells) => cells[0] = Value.Of(key);

        public override void WriteOriginal(int index, IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(key));

        protected override void Release()
        {
        }
    }
}
