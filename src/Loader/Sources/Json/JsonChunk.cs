using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Json;

/// <summary>
/// Rows over one buffer. Each is parsed once when it is added, which says whether it is good and where the wanted values stand; values are made when they
/// are read. Once built it does not change, so any thread may read it.
/// </summary>
internal sealed class JsonChunk : RowChunk
{
    private const string HalfCharacter = @"an escape such as \ud800 stands for half a character, and its other half is missing";
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 128 };
    private readonly string name;
    private readonly JsonLayout layout;
    private readonly long firstLine;
    private readonly Lock turn = new();
    private byte[] text;
    private (int Start, int End)[] rows = ArrayPool<(int, int)>.Shared.Rent(256);

    // Where the value of each wanted column stands: offset in the high half, length in the low one; 0 is null.
    private long[] cells;
    private Dictionary<int, Fault>? faults;
    private HashSet<int>? late;
    private long[]? lineOf;

    public JsonChunk(string name, JsonLayout layout, byte[] text, long firstRow, long firstLine)
    {
        this.name = name;
        this.layout = layout;
        this.text = text;
        this.firstLine = firstLine;
        FirstRow = firstRow;
        cells = ArrayPool<long>.Shared.Rent(Math.Max(1, layout.Columns.Length) * 256);
    }

    public void Add(int start, int end)
    {
        Grow();
        var row = cells.AsSpan(Count * layout.Columns.Length, layout.Columns.Length);
        row.Clear();
        rows[Count] = (start, end);
        if (Parse(start, end, row) is { } fault) (faults ??= []).Add(Count, fault);
        Count++;
    }

    public void AddFaulty(int start, int end, FindingCode code, string message, string? hint)
    {
        Grow();
        rows[Count] = (start, end);
        (faults ??= []).Add(Count, new(code, message, hint));
        Count++;
    }

    public void Complete(long bytesRead) => BytesRead = bytesRead;

    public override long LineOf(int index)
    {
        Debug.Assert((uint)index < (uint)Count);
        lock (turn) return (lineOf ??= CountLines())[index];
    }

    public override Finding? ProblemOf(int index) =>
        faults is not null && faults.TryGetValue(index, out var fault)
            ? new(fault.Code, new(name, (int)Math.Min(LineOf(index), int.MaxValue), fault.Column), fault.Message, fault.Hint)
            : null;

    public override bool CameLate(int index) => late?.Contains(index) == true;

    public override RejectedRow? RejectedAs(int index) =>
        layout.IsRejected && faults?.ContainsKey(index) != true ? JsonRejected.Read(text.AsSpan(rows[index].Start, rows[index].End - rows[index].Start)) : null;

    public override void Read(int index, Span<Value> cells)
    {
        var wanted = layout.Columns;
        var places = this.cells.AsSpan(index * wanted.Length, wanted.Length);
        for (var i = 0; i < wanted.Length; i++) cells[wanted[i]] = (int)places[i] == 0 ? default : Make((int)(places[i] >> 32), (int)places[i]);
    }

    public override void WriteOriginal(int index, IBufferWriter<byte> output)
    {
        var (start, end) = rows[index];
        output.Write(text.AsSpan(start, end - start));
    }

    protected override void Release()
    {
        if (text.Length == 0) return;
        ArrayPool<byte>.Shared.Return(text);
        ArrayPool<(int, int)>.Shared.Return(rows);
        ArrayPool<long>.Shared.Return(cells);
        (text, rows, cells) = ([], [], []);
    }

    private Value Make(int offset, int length)
    {
        var first = text[offset];
        switch (first)
        {
            case (byte)'"' when text.AsSpan(offset, length).IndexOf((byte)'\\') < 0: return Value.OfUtf8(text, offset + 1, length - 2);
            case (byte)'t': return Value.True;
            case (byte)'f': return Value.False;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): return JsonValues.Number(text.AsSpan(offset, length));
            default:
                try
                {
                    var reader = new Utf8JsonReader(text.AsSpan(offset, length), Strict);
                    reader.Read();
                    return JsonValues.Read(ref reader, text, offset);
                }
                catch (InvalidOperationException)
                {
                    // The reader's word for an escape such as \ud800 that stands for half a character.
                    return Value.Of(new Problem(JsonCodes.BadBytes, HalfCharacter, Hint: "have it exported again, with whole characters"));
                }
        }
    }

    private Fault? Parse(int start, int end, Span<long> row)
    {
        var line = text.AsSpan(start, end - start);
        if (!Utf8.IsValid(line)) return new(JsonCodes.BadBytes, "the row holds bytes that are not UTF-8", "have it exported as UTF-8");
        try
        {
            var reader = new Utf8JsonReader(line, Strict);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return new(JsonCodes.BadRow, $"the row is {Noun(line[0])}, not an object", null);
            }

            var fault = default(Fault);
            for (var position = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; position++)
            {
                var place = layout.PlaceOf(position, ref reader);
                if (place < 0)
                {
                    if (reader.ValueTextEquals("_original"u8))
                    {
                        fault ??= new(
                            JsonCodes.NotCorrected,
                            "the row was rejected because it could not be read, and was not corrected",
                            "make members of _original and remove it");
                    }

                    var isCode = reader.ValueTextEquals("_code"u8);
                    reader.Read();
                    if (isCode && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(RowCodes.GroupReturned.Id)) (late ??= []).Add(Count);
                    reader.Skip();
                    continue;
                }

                if (row[place] != 0) fault ??= new(JsonCodes.Twice, $"the row has the member '{reader.GetString()}' twice", "keep one of the two");
                row[place] = PositionOf(ref reader, start);
            }

            // What follows the object is a mistake, which the reader itself finds.
            return reader.Read() ? new(JsonCodes.BadRow, "something follows the object", null) : fault;
        }
        catch (JsonException broken)
        {
            var column = (int)(broken.BytePositionInLine ?? 0) + 1;
            return new(
                JsonCodes.BadRow,
                FormattableString.Invariant($"the row is not JSON from character {column} on"),
                "see whether it was cut off")
            { Column = column };
        }
        catch (InvalidOperationException)
        {
            return new(JsonCodes.BadBytes, "the name of a member: " + HalfCharacter, "have it exported again, with whole characters");
        }
    }

    /// <summary>Passes over the value; tells where it stands.</summary>
    private static long PositionOf(ref Utf8JsonReader reader, int start)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return (long)(start + (int)reader.TokenStartIndex) << 32;
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return ((long)(start + from) << 32) | (uint)((int)reader.BytesConsumed - from);
    }

    private static string Noun(byte first) => first switch
    {
        (byte)'[' => "a list",
        (byte)'"' => "a text",
        (byte)'t' or (byte)'f' => "true or false",
        (byte)'n' => "null",
        _ => "a number",
    };

    private long[] CountLines()
    {
        var counted = new long[Count];
        var (line, at) = (firstLine, 0);
        for (var i = 0; i < counted.Length; i++)
        {
            line += text.AsSpan(at, rows[i].Start - at).Count((byte)'\n');
            at = rows[i].Start;
            counted[i] = line;
        }

        return counted;
    }

    private void Grow()
    {
        if (Count == rows.Length) Double(ref rows);
        while ((Count + 1) * layout.Columns.Length > cells.Length) Double(ref cells);
    }

    private static void Double<T>(ref T[] array)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    private sealed record Fault(FindingCode Code, string Message, string? Hint)
    {
        public int Column { get; init; }
    }
}
