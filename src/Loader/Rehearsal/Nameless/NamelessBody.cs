using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Loader.Rehearsal.Nameless;

/// <summary>
/// One event's body, read in a single pass: where each field of the first level stands, and what would happen to the row. Nothing is
/// copied. A field that is there twice counts as JavaScript reads it: the last one.
/// </summary>
internal ref struct NamelessBody
{
    private const int MostDepth = 512;
    private readonly ReadOnlySpan<byte> json;
    private Fields fields;
    private Others others;

    private NamelessBody(ReadOnlySpan<byte> json) => this.json = json;

    /// <summary>Why the table refuses the row; null when it does not. Only the first reason.</summary>
    public string? Loss { get; private set; }

    /// <summary>What is stored otherwise than it was sent or surely meant.</summary>
    public string? Change { get; private set; }

    /// <summary><c>event_data.source</c>, <c>.campaign</c>, <c>.cross_domain_id</c>, <c>.page_id</c>.</summary>
    public JsonField Source { get; private set; }

    public JsonField Campaign { get; private set; }

    public JsonField CrossDomainId { get; private set; }

    public JsonField PageIdInside { get; private set; }

    /// <summary>Fields of the first level that the tag does not know, as far as they are remembered.</summary>
    public int OtherCount { get; private set; }

    public readonly JsonField this[NamelessColumn column] => fields[(int)column];

    /// <summary>
    /// Reads a body. False where the tag's own JSON reader fails or finds <c>null</c>: no body, not JSON, a byte order mark, two values. Anything but an
    /// object has no fields.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> json, TagVersion version, out NamelessBody body)
    {
        body = new(json);
        try
        {
            if (!body.Read(version)) return false;
        }
        catch (JsonException)
        {
            return false;
        }

        if (!Utf8.IsValid(json)) body.Change ??= "bytes that are not UTF-8";
        return true;
    }

    /// <summary>The characters of a text, escapes resolved; empty for anything else.</summary>
    public readonly ReadOnlySpan<byte> Text(JsonField field)
    {
        if (field.Kind != JsonTokenType.String) return default;
        var raw = json.Slice(field.Start + 1, field.Length - 2);
        if (!raw.Contains((byte)'\\')) return raw;
        var reader = new Utf8JsonReader(Raw(field));
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }

    public readonly ReadOnlySpan<byte> Text(NamelessColumn column) => Text(this[column]);

    /// <summary>The value as it was written.</summary>
    public readonly ReadOnlySpan<byte> Raw(JsonField field) => json.Slice(field.Start, field.Length);

    /// <summary>A whole number; 0 when it is none.</summary>
    public readonly long Number(NamelessColumn column)
    {
        if (this[column].Kind != JsonTokenType.Number) return 0;
        var reader = new Utf8JsonReader(Raw(this[column]));
        reader.Read();
        return reader.TryGetInt64(out var whole) ? whole : reader.TryGetDouble(out var number) && Math.Abs(number) < 9e18 ? (long)number : 0;
    }

    public readonly (JsonField Name, JsonField Value) Other(int index) => (others[index * 2], others[(index * 2) + 1]);

    public void Lose(string reason) => Loss ??= reason;

    public void Alter(string reason) => Change ??= reason;

    private bool Read(TagVersion version)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null) return false;
        if (reader.TokenType == JsonTokenType.StartObject) ReadFields(ref reader, version);
        else reader.Skip();
        while (reader.Read())
        {
        }

        return true;
    }

    private void ReadFields(ref Utf8JsonReader reader, TagVersion version)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonField.At(in reader);
            var column = NamelessColumns.Find(reader.ValueSpan);
            if (!column.IsStored(version)) Lose($"no such field: {reader.GetString()}");
            reader.Read();
            var value = ReadValue(ref reader, column);
            if (column == NamelessColumn.None) Remember(name, value);
            else
            {
                if (fields[(int)column].Exists) Alter($"{column.Name()} is there twice");
                fields[(int)column] = value;
            }
        }
    }

    private JsonField ReadValue(ref Utf8JsonReader reader, NamelessColumn column)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        if (kind == JsonTokenType.StartObject && column is >= NamelessColumn.EventData and <= NamelessColumn.GtmData or NamelessColumn.PageData)
        {
            var count = ReadInside(ref reader, column);
            return new(start, (int)reader.BytesConsumed - start, kind, IsTruthy: true, IsEmpty: count == 0);
        }

        var truthy = NamelessValue.IsTruthy(in reader);
        reader.Skip();
        var length = (int)reader.BytesConsumed - start;
        return new(start, length, kind, truthy, IsEmpty: NamelessValue.HasNoKeys(json.Slice(start, length), kind));
    }

    /// <summary>The keys of an object of parameters, and what their values become in the table.</summary>
    private int ReadInside(ref Utf8JsonReader reader, NamelessColumn column)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            var key = reader;
            reader.Read();
            var value = JsonField.At(in reader);
            if (column == NamelessColumn.EventData) NoteEventData(in key, value, in reader);
            if (column == NamelessColumn.EventData && NamelessValue.IsPlace(key.ValueSpan) && value.Kind != JsonTokenType.Null)
            {
                Alter($"event_data.{key.GetString()} is dropped: the tag sets it from where the request came");
            }

            if (NamelessValue.Trouble(column, in reader) is { } trouble) Note(trouble, column, key.GetString()!);
            if (column is NamelessColumn.UserData or NamelessColumn.SessionData && NamelessValue.IsIdentity(key.ValueSpan))
            {
                Alter($"{column.Name()}.{key.GetString()} replaces the tag's own");
            }

            reader.Skip();
        }

        if (count == 0 && column == NamelessColumn.ConsentData) Lose("consent_data is empty");
        return count;
    }

    private void Note(NamelessValue.Fate fate, NamelessColumn column, string key)
    {
        var text = $"{column.Name()}.{key} {fate.Text}";
        if (fate.IsLoss) Lose(text);
        else Alter(text);
    }

    private void NoteEventData(in Utf8JsonReader key, JsonField value, in Utf8JsonReader reader)
    {
        value = value with { IsTruthy = NamelessValue.IsTruthy(in reader) };
        if (key.ValueTextEquals("source"u8)) Source = value;
        else if (key.ValueTextEquals("campaign"u8)) Campaign = value;
        else if (key.ValueTextEquals("cross_domain_id"u8)) CrossDomainId = value;
        else if (key.ValueTextEquals("page_id"u8)) PageIdInside = value;
    }

    private void Remember(JsonField name, JsonField value)
    {
        if (OtherCount * 2 >= Others.Size) return;
        others[OtherCount * 2] = name;
        others[(OtherCount * 2) + 1] = value;
        OtherCount++;
    }

    [InlineArray(NamelessColumns.Count)]
    private struct Fields
    {
        private JsonField first;
    }

    /// <summary>Eight unknown fields, name and value in turn: enough to echo what a person would mistype.</summary>
    [InlineArray(Size)]
    private struct Others
    {
        public const int Size = 16;
        private JsonField first;
    }
}

/// <summary>Where a value stands in its body. Default: it is not there.</summary>
internal readonly record struct JsonField(int Start, int Length, JsonTokenType Kind, bool IsTruthy, bool IsEmpty)
{
    public bool Exists => Length > 0;

    /// <summary>The single token that the reader is at.</summary>
    public static JsonField At(in Utf8JsonReader reader)
    {
        var quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        return new((int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes, reader.TokenType, IsTruthy: true, IsEmpty: false);
    }
}
