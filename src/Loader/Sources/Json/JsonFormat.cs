using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Json;

/// <summary>NDJSON. Looks at the first rows of an input to find the columns.</summary>
internal sealed class JsonFormat(JsonOptions options, Section section) : IFormat
{
    private const int FirstLook = 256 * 1024;
    private static readonly string Load = RejectedLayout.AddedColumns[RejectedLayout.LoadIndex];

    private Place PathPlace => section.PlaceOf("path");

    public async ValueTask<ISource?> OpenAsync(IInput input, ISource? first, ContentHash? hash, bool mayBeEmpty, CancellationToken stop)
    {
        try
        {
            if (await LookAsync(input, mayBeEmpty || options.AllowEmpty, stop) is { } head)
                return new JsonSource(input, options, head, first?.Schema ?? new(head.Columns, isOpen: true), hash);
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }

        await input.DisposeAsync();
        return null;
    }

    private async ValueTask<JsonHead?> LookAsync(IInput input, bool mayBeEmpty, CancellationToken stop)
    {
        var text = new byte[FirstLook];
        int length;
        bool isAll;
        await using (var content = await Content.LookAsync(input, options.Limits, stop))
        {
            length = await content.ReadAsync(text, stop);

            // One row at least has to be seen whole, unless it is longer than a row may be.
            while (!content.IsUsedUp && length == text.Length && length <= options.MaxRow && text.AsSpan().IndexOf((byte)'\n') < 0)
            {
                Array.Resize(ref text, text.Length * 2);
                length += await content.ReadAsync(text.AsMemory(length), stop);
            }

            isAll = content.IsUsedUp;
        }

        return Take(text.AsMemory(0, length), isAll, mayBeEmpty, input.Name);
    }

    private JsonHead? Take(ReadOnlyMemory<byte> text, bool isAll, bool mayBeEmpty, string name)
    {
        var mark = text.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        var start = text.Span[mark..].IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            if (mayBeEmpty && isAll) return new(IsArray: false, mark, 0, []) { IsEmpty = true };
            section.Findings.Add(
                JsonCodes.NoRows,
                PathPlace,
                $"'{name}' {(text.Length == 0 ? "is empty (0 bytes)" : "holds nothing but blank lines")}",
                "if that is as it should be, say allow_empty: true");
            return null;
        }

        start += mark;
        var isArray = text.Span[start] == '[';
        if (!isArray && text.Span[start..].IndexOf((byte)'{') < 0)
        {
            section.Findings.Add(
                JsonCodes.NotJson,
                PathPlace,
                $"'{name}' does not begin with a JSON object or an array of them",
                "other formats are other sources: from: csv, from: parquet");
            return null;
        }

        var head = isArray ? start + 1 : mark;
        var columns = Columns(text.Span[head..], isArray, isAll, out var isRejected);
        var isEmpty = isArray && isAll && columns.Count == 0 && text.Span[head..].IndexOf((byte)'{') < 0;
        if (isEmpty && !mayBeEmpty)
        {
            section.Findings.Add(JsonCodes.NoRows, PathPlace, $"'{name}' is an array without rows", "if that is as it should be, say allow_empty: true");
            return null;
        }

        return new(isArray, head, text.Span[..head].Count((byte)'\n'), columns) { IsEmpty = isEmpty, IsRejected = isRejected };
    }

    private List<Column> Columns(ReadOnlySpan<byte> text, bool isArray, bool isAll, out bool isRejected)
    {
        var names = new List<Column>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var load = false;
        var finder = new RowFinder(isArray);
        for (var rows = 0; rows < options.RowsToLookAt && !text.IsEmpty && !finder.IsClosed; rows++)
        {
            var end = finder.Find(text);
            if (end < 0 && !isAll) break;
            Add(text[..(end < 0 ? text.Length : end)]);
            text = end < 0 ? [] : text[(end + 1)..];
        }

        isRejected = load;
        return names;

        void Add(ReadOnlySpan<byte> row)
        {
            try
            {
                var reader = new Utf8JsonReader(row);
                if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    load |= name == Load;
                    if (!RejectedLayout.AddedColumns.Contains(name, StringComparer.Ordinal) && known.Add(name)) names.Add(new(name, Kind: null));
                    reader.Read();
                    reader.Skip();
                }
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                // A bad row has no columns; it fails when it is its turn. InvalidOperationException: a name that is not UTF-8.
            }
        }
    }
}

/// <summary>What the beginning of an input says.</summary>
/// <param name="IsArray">Whether it is one array.</param>
/// <param name="Bytes">How many bytes stand before the first row.</param>
/// <param name="Lines">How many lines end in them.</param>
/// <param name="Columns">The members of the first rows.</param>
internal sealed record JsonHead(bool IsArray, int Bytes, int Lines, IReadOnlyList<Column> Columns)
{
    /// <summary>Whether there is no row in it.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether one of the first rows says which load rejected it.</summary>
    public bool IsRejected { get; init; }
}
