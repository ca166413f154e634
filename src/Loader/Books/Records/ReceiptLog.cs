using System.Text.Json;
using Loader.Books.Files;

namespace Loader.Books.Records;

/// <summary>
/// The receipts of a load, over all its runs: one JSON object per line, only ever appended. There is no file until the first receipt.
/// Appends from many threads are taken one after another; each has left the process when it returns.
/// </summary>
internal sealed class ReceiptLog(string folder) : IDisposable
{
    public const string FileName = "receipts.jsonl";

    private readonly Lock opening = new();
    private RowLog<Receipt>? log;

    /// <summary>The file's path, whether or not there is one yet.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, FileName);

    /// <param name="receipt">The destination's word for the request.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="at">When its answer was read.</param>
    public void Append(string receipt, ReadOnlySpan<long> rows, DateTimeOffset at)
    {
        RowLog<Receipt> opened;
        lock (opening) opened = log ??= new(Path);
        opened.Append(Receipt.Of(receipt, rows, at));
    }

    /// <summary>All receipts in the order in which they came. Torn lines are passed over: their rows were not marked sent yet.</summary>
    public static IEnumerable<Receipt> Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        if (!File.Exists(path)) yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new LineReader(file.SafeFileHandle);
        while (lines.Next())
        {
            if (Parse(lines.Line) is { } receipt) yield return receipt;
        }
    }

    /// <summary>Puts what was appended on the disk.</summary>
    public void Flush()
    {
        lock (opening) log?.Flush();
    }

    public void Dispose() => log?.Dispose();

    private static Receipt? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Receipt.Read(json.RootElement.GetProperty("row"u8).GetInt64(), json.RootElement);
        }
        catch (Exception torn) when (torn is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
