using Loader.Sources.Bytes;

namespace Loader.Sources;

/// <summary>Which kind of source a path is for, where nobody says it.</summary>
internal static class SourceFormats
{
    private const string Csv = "csv";
    private const string Ndjson = "ndjson";
    private const string Parquet = "parquet";

    /// <summary>By the name without what it is packed with; where that says nothing, by the first character. Text that is no JSON is CSV.</summary>
    public static async ValueTask<string> OfAsync(string path, CancellationToken stop) => OfName(path) ?? await OfContentAsync(path, stop) ?? Csv;

    private static string? OfName(string path) => Path.GetExtension(PackingDetection.Unpacked(path)).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" or ".tab" or ".psv" => Csv,
        ".ndjson" or ".jsonl" or ".json" => Ndjson,
        ".parquet" or ".pq" => Parquet,
        ".xlsx" or ".xls" => "xlsx",
        _ => null,
    };

    private static async ValueTask<string?> OfContentAsync(string path, CancellationToken stop)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full) || FileInput.Open(path, full) is not { } input) return null;
        await using (input)
        {
            await using var content = await Content.LookAsync(input, UnpackLimits.Default, stop);
            var head = new byte[4096];
            var text = head.AsMemory(0, await content.ReadAsync(head, stop)).Span;
            if (text.StartsWith("PAR1"u8)) return Parquet;
            return text.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? Ndjson : Csv;
        }
    }
}
