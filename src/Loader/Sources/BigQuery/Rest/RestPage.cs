using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// One page of rows: <c>{ totalRows, pageToken?, rows? }</c>. A page may be shorter than asked for; that there are no more is told by the missing token alone.
/// </summary>
internal sealed class RestPage : IDisposable
{
    private readonly AnswerBody body;
    private JsonReaderState state;
    private int at;

    /// <exception cref="JsonException">It is none.</exception>
    public RestPage(AnswerBody body)
    {
        this.body = body;
        var reader = new Utf8JsonReader(body.Memory.Span);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("pageToken"u8)) Next = Text(ref reader);
            else if (reader.ValueTextEquals("totalRows"u8)) Total = long.TryParse(Text(ref reader), CultureInfo.InvariantCulture, out var total) ? total : null;
            else if (reader.ValueTextEquals("rows"u8)) Pass(ref reader);
            else if (reader.ValueTextEquals("jobComplete"u8)) IsComplete = Text(ref reader) is not ("false" or "False");
            else reader.Skip();
        }

        if (Next is { Length: 0 }) Next = null;
    }

    /// <summary>What to ask for the page after it with; null: it is the last.</summary>
    public string? Next { get; }

    /// <summary>Whether its job is done; else there are no rows yet, and no token, which does not mean that there are none.</summary>
    public bool IsComplete { get; } = true;

    /// <summary>Rows of the whole result.</summary>
    public long? Total { get; }

    /// <summary>Its size on the way, unpacked.</summary>
    public int Bytes => body.Length;

    /// <summary>Gives its memory back; values that were read do not lie in it.</summary>
    public void Dispose() => body.Dispose();

    /// <summary>Adds rows to a chunk, as many as it is to have; false when there are no more.</summary>
    /// <param name="chunk">Takes them.</param>
    /// <param name="fields">The columns of the page, in its order.</param>
    /// <param name="cells">The cell of the row for each of them.</param>
    /// <param name="most">The most rows of the chunk.</param>
    /// <param name="mostBytes">The most bytes of this page that go into one chunk.</param>
    /// <exception cref="JsonException">The page has another form.</exception>
    public bool Fill(TypedChunk chunk, IReadOnlyList<BigQueryField> fields, IReadOnlyList<int> cells, int most, int mostBytes)
    {
        if (at == 0) return false;
        var reader = new Utf8JsonReader(body.Memory.Span[at..], isFinalBlock: true, state);
        while (chunk.Count < most && reader.BytesConsumed < mostBytes)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                at = 0;
                return false;
            }

            Row(ref reader, fields, cells, chunk);
        }

        at += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return true;
    }

    /// <summary>Notes where the rows are, and goes behind them.</summary>
    private void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("the rows are no array");
        at = (int)reader.BytesConsumed;
        state = reader.CurrentState;
        reader.Skip();
    }

    private static void Row(ref Utf8JsonReader reader, IReadOnlyList<BigQueryField> fields, IReadOnlyList<int> cells, TypedChunk chunk)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, "f"u8)) throw new JsonException("a row has no cells");
        var row = chunk.Add(0);
        for (var i = 0; i < fields.Count; i++)
        {
            Cell(ref reader);
            row[cells[i]] = Content(ref reader, fields[i], chunk.Texts);
            Leave(ref reader);
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("a row has more cells than columns");
        Leave(ref reader);
    }

    /// <summary>Goes to the value of the next cell: <c>{ "v": … }</c>.</summary>
    private static void Cell(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        if (!Enter(ref reader, "v"u8, into: false)) throw new JsonException("a cell has no value");
    }

    private static Value Content(ref Utf8JsonReader reader, BigQueryField field, Scratch texts)
    {
        if (reader.TokenType == JsonTokenType.Null) return field.Mode == FieldMode.Repeated ? Value.Of([]) : Value.Null;
        if (field.Mode == FieldMode.Repeated) return List(ref reader, field, texts);
        return field.Type == BigQueryType.Record ? Record(ref reader, field, texts) : Scalar(ref reader, field, texts);
    }

    private static Value List(ref Utf8JsonReader reader, BigQueryField field, Scratch texts)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"'{field.Name}' is no list");
        var items = new List<Value>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!Enter(ref reader, "v"u8, into: false)) throw new JsonException("an item has no value");
            items.Add(reader.TokenType == JsonTokenType.Null ? Value.Null
                : field.Type == BigQueryType.Record ? Record(ref reader, field, texts)
                : Scalar(ref reader, field, texts));
            Leave(ref reader);
        }

        return Value.Of(items);
    }

    private static Value Record(ref Utf8JsonReader reader, BigQueryField field, Scratch texts)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, "f"u8)) throw new JsonException($"'{field.Name}' is no record");
        var members = new KeyValuePair<string, Value>[field.Fields.Count];
        for (var i = 0; i < members.Length; i++)
        {
            Cell(ref reader);
            members[i] = new(field.Fields[i].Name, Content(ref reader, field.Fields[i], texts));
            Leave(ref reader);
        }

        Expect(ref reader, JsonTokenType.EndArray);
        Leave(ref reader);
        return Value.Of(new ValueObject(members));
    }

    private static Value Scalar(ref Utf8JsonReader reader, BigQueryField field, Scratch texts)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) throw new JsonException($"'{field.Name}' is no single value");
        if (reader.TokenType == JsonTokenType.String && field.Type is BigQueryType.String or BigQueryType.Geography)
        {
            return texts.Text(reader.CopyString(texts.Take(reader.ValueSpan.Length)));
        }

        if (!reader.ValueIsEscaped) return CellText.Read(field, reader.ValueSpan, texts);
        Span<byte> plain = reader.ValueSpan.Length <= 512 ? stackalloc byte[512] : new byte[reader.ValueSpan.Length];
        return CellText.Read(field, plain[..reader.CopyString(plain)], texts);
    }

    /// <summary>From an object's beginning to the value of a property (behind the beginning of its array); false when it has none.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, bool into = true)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt) return !into || reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Behind the end of the object that is being read.</summary>
    private static void Leave(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) reader.Skip();
        if (reader.TokenType != JsonTokenType.EndObject) throw new JsonException("an object has no end");
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null
            : reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False ? Encoding.UTF8.GetString(reader.ValueSpan)
            : reader.GetString();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type) throw new JsonException($"there is no {type}");
    }
}
