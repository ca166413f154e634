using System.Runtime.CompilerServices;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// Rows page by page, the next page asked for while one is read. Numbered in the order in which they come, which for a table that stands still is always
/// the same.
/// </summary>
/// <param name="client">Whom to ask.</param>
/// <param name="wanted">What for.</param>
/// <param name="list">How the pages are asked for.</param>
internal sealed class RestRows(RestClient client, RowsWanted wanted, PageList list) : IRowReader
{
    /// <summary>The kept name of this numbering.</summary>
    public const string Name = "rest";

    private const int ChunkRows = 4_096;
    private const int ChunkBytes = 256 * 1024;

    public string Numbering => Name;

    public string? Note => null;

    /// <summary>Rows of one page at most; a page ends sooner where it has become 10 MB.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>The most rows of one chunk.</summary>
    public int MostRows { get; init; } = ChunkRows;

    public async IAsyncEnumerable<TypedChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        // The page's columns have the table's order, whatever the order in which they are asked for.
        int[] cells = [.. wanted.Columns ?? (list.CanSelect && columns.Count > 0 ? columns.Distinct().Order() : Enumerable.Range(0, wanted.Fields.Count))];
        BigQueryField[] fields = [.. cells.Select(cell => wanted.Fields[cell])];
        var isPart = list.CanSelect && (wanted.IsPart || cells.Length < wanted.Fields.Count);
        var (next, bytes, asked) = (firstRow, 0L, (string?)null);
        var exact = wanted.IsExact ? wanted.Rows : null;
        if (firstRow > exact) yield break;
        var coming = AskAsync(list.First(firstRow - 1, PageRows, isPart ? fields : null), stop);
        while (true)
        {
            var page = await coming;
            if (page.Next is { } token)
            {
                // A server that gave the page of this token again would go on giving it for ever.
                if (token == asked) throw Broken("the same page came twice");
                coming = AskAsync(list.After(asked = token, PageRows, isPart ? fields : null), stop);
            }

            bytes += page.Bytes;
            for (var more = true; more;)
            {
                stop.ThrowIfCancellationRequested();
                var chunk = wanted.Chunks.Take(next);
                more = Fill(page, chunk, fields, cells);
                chunk.Complete(bytes);
                next += chunk.Count;
                if (chunk.Count > 0) yield return chunk;
                else chunk.Dispose();
            }

            page.Dispose();
            if (page.Next is not null) continue;

            // A missing token is the only end there is; one that comes too early would lose rows without a word.
            var given = Math.Max(next - 1, firstRow - 1);
            if ((exact ?? page.Total) is { } total && given != total && firstRow <= total)
            {
                throw Broken(FormattableString.Invariant($"row {given} was the last that came, of {total}"));
            }

            yield break;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<RestPage> AskAsync(string path, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var page = new RestPage(await client.AskLargeAsync(list.Call, path, null, stop));
                if (page.IsComplete) return page;
                page.Dispose();
                await client.Patience.PauseAsync(1, stop);
            }
        }
        catch (RestException refused)
        {
            throw new SourceException(RestFindings.Of(refused, wanted.Project, list.Place, whileReading: true), refused);
        }
        catch (JsonException damaged)
        {
            throw Broken($"an answer cannot be read: {damaged.Message}", damaged);
        }
    }

    private bool Fill(RestPage page, TypedChunk chunk, BigQueryField[] fields, int[] cells)
    {
        try
        {
            return page.Fill(chunk, fields, cells, MostRows, ChunkBytes);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            throw Broken($"a page of rows cannot be read: {damaged.Message}", damaged);
        }
    }

    private SourceException Broken(string what, Exception? cause = null) =>
        new(new Finding(BigQueryCodes.Broken, list.Place, $"{wanted.Table} gave no more rows: {what}", "run again to continue"), cause);
}
