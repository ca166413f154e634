using System.Buffers;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources;

namespace Loader.Tests.Sources;

/// <summary>What every source keeps to. A new source inherits this and says how its input is made.</summary>
/// <remarks>
/// The input has two columns, <c>id</c> and <c>note</c>. Row n has the id n and the note that <see cref="NoteOf"/> gives, as texts. Chunks are
/// to be small enough that <see cref="ManyRows"/> rows fill several.
/// </remarks>
public abstract class SourceContract : IDisposable
{
    protected const int ManyRows = 500;
    private const string Load = "crm 2026-03-01T10:00:00.1234567Z";

    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>Writes the input and opens it.</summary>
    protected abstract ISource OpenRows(int rows);

    /// <summary>Opens input that is not there.</summary>
    protected abstract ISource? OpenMissing(FindingList findings);

    /// <summary>Opens input that is there and has no rows.</summary>
    protected abstract ISource? OpenEmpty(FindingList findings);

    /// <summary>Changes the input that was opened last.</summary>
    protected abstract void ChangeInput();

    /// <summary>Opens a rejected file with the settings of the source that it came from.</summary>
    protected abstract ISource OpenRejected(string content);

    /// <summary>The line a row begins on, 0 where there are no lines.</summary>
    protected abstract long LineOf(long row);

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_are_numbered_from_1_without_gaps()
    {
        await using var source = OpenRows(ManyRows);
        var next = 1L;
        var chunks = 0;

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                Assert.Equal(next, chunk.FirstRow);
                Assert.True(chunk.Count > 0);
                next += chunk.Count;
                chunks++;
            }
        }

        Assert.Equal(ManyRows + 1, next);
        Assert.True(chunks > 3, $"{chunks} chunks are too few to show anything");
    }

    [Fact]
    public async Task Every_row_has_its_content_and_its_line()
    {
        await using var source = OpenRows(ManyRows);

        var rows = await Read(source, 1);

        Assert.Equal(Enumerable.Range(1, ManyRows).Select(n => new SeenRow(n, LineOf(n), $"{n}", NoteOf(n))), rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(250)]
    [InlineData(ManyRows)]
    [InlineData(ManyRows + 1)]
    [InlineData(ManyRows + 1000)]
    public async Task Reading_from_a_row_on_gives_what_passing_over_the_rows_before_gives(int firstRow)
    {
        await using var source = OpenRows(ManyRows);

        var all = await Read(source, 1);
        var some = await Read(source, firstRow);

        Assert.Equal(all.Skip(firstRow - 1), some);
    }

    [Fact]
    public void Missing_input_is_a_finding_and_not_an_empty_source()
    {
        var findings = new FindingList();

        Assert.Null(OpenMissing(findings));
        Assert.True(findings.HasErrors);
    }

    [Fact]
    public void Input_without_rows_is_a_finding()
    {
        var findings = new FindingList();

        Assert.Null(OpenEmpty(findings));
        Assert.True(findings.HasErrors);
    }

    [Fact]
    public async Task A_stop_ends_reading_with_the_chunk_at_hand()
    {
        await using var source = OpenRows(ManyRows);
        using var stop = new CancellationTokenSource();
        var chunks = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var chunk in source.ReadAsync(1, [0], stop.Token))
            {
                chunk.Dispose();
                chunks++;
                await stop.CancelAsync();
            }
        });

        Assert.Equal(1, chunks);
    }

    [Fact]
    public async Task Bytes_read_never_go_back_and_end_at_the_size()
    {
        await using var source = OpenRows(ManyRows);
        var last = 0L;

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                Assert.InRange(chunk.BytesRead, last, long.MaxValue);
                last = chunk.BytesRead;
            }
        }

        if (source.Bytes is { } size) Assert.Equal(size, last);
    }

    [Fact]
    public async Task Chunks_that_are_held_keep_their_rows_while_reading_goes_on()
    {
        await using var source = OpenRows(ManyRows);
        var held = new List<RowChunk>();

        await foreach (var chunk in source.ReadAsync(1, [0, 1], CancellationToken.None)) held.Add(chunk);
        var rows = await Task.WhenAll(held.Select(chunk => Task.Run(() => RowsOf(chunk))));
        held.ForEach(chunk => chunk.Dispose());

        Assert.Equal(Enumerable.Range(1, ManyRows).Select(NoteOf), rows.SelectMany(part => part).Select(row => row.Note));
    }

    [Fact]
    public async Task Columns_that_were_not_asked_for_do_not_change_the_others()
    {
        await using var source = OpenRows(ManyRows);
        var note = source.Schema.IndexOf("note");
        var notes = new List<string?>();
        var cells = new Value[source.Schema.Columns.Count];

        await foreach (var chunk in source.ReadAsync(1, [note], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    chunk.Read(i, cells);
                    notes.Add(TextOf(cells[note]));
                }
            }
        }

        Assert.Equal(Enumerable.Range(1, ManyRows).Select(NoteOf), notes);
    }

    [Fact]
    public async Task Input_that_changes_while_it_is_read_is_noticed()
    {
        await using var source = OpenRows(ManyRows);
        var problems = new List<Finding>();
        var isFirst = true;

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                if (isFirst) ChangeInput();
                isFirst = false;
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (chunk.ProblemOf(i) is { } problem) problems.Add(problem);
                }
            }
        }

        Assert.Contains("changed while it was read", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fingerprint_stays_while_the_input_does_and_changes_with_it()
    {
        await using var one = OpenRows(20);
        await using var same = OpenRows(20);
        await using var other = OpenRows(21);

        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public async Task Rejected_rows_load_again_with_the_same_settings()
    {
        await using var source = OpenRows(20);
        int[] columns = [.. Enumerable.Range(0, source.Schema.Columns.Count)];
        var layout = source.RejectedOf(columns);
        var file = new StringBuilder(layout.Header is null ? "" : layout.Header + Added(layout, RejectedLayout.AddedColumns) + "\n");
        await foreach (var chunk in source.ReadAsync(1, columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    var output = new ArrayBufferWriter<byte>();
                    chunk.WriteOriginal(i, output);
                    file.Append(RejectedLine(layout, Encoding.UTF8.GetString(output.WrittenSpan))).Append('\n');
                }
            }
        }

        await using var again = OpenRejected(file.ToString());

        Assert.Equal((await Read(source, 1)).Select(row => (row.Id, row.Note)), (await Read(again, 1)).Select(row => (row.Id, row.Note)));
        Assert.Equal(layout, again.Rejected);
        Assert.True(again.IsRejected && !source.IsRejected);
        await foreach (var chunk in again.ReadAsync(1, [], CancellationToken.None))
            using (chunk) Assert.Equal(new(Load, 1, null), chunk.RejectedAs(0));
    }

    /// <summary>The note of a row; null for some. Among them quotes, delimiters, line breaks and letters outside ASCII.</summary>
    protected static string? NoteOf(int row) => (row % 7) switch
    {
        0 => null,
        1 => $"plain {row}",
        2 => $"with, a comma; and {row}",
        3 => $"she said \"{row}\"",
        4 => $"two\nlines {row}",
        5 => $"Ünïcödé 日本 {row}",
        _ => $"  spaces {row}  ",
    };

    private protected static async Task<IReadOnlyList<SeenRow>> Read(ISource source, long firstRow)
    {
        var rows = new List<SeenRow>();
        int[] columns = [source.Schema.IndexOf("id"), source.Schema.IndexOf("note")];
        await foreach (var chunk in source.ReadAsync(firstRow, columns, CancellationToken.None))
        {
            using (chunk) rows.AddRange(RowsOf(chunk, columns[0], columns[1]));
        }

        return rows;
    }

    private static List<SeenRow> RowsOf(RowChunk chunk, int id = 0, int note = 1)
    {
        var cells = new Value[16];
        var rows = new List<SeenRow>();
        for (var i = 0; i < chunk.Count; i++)
        {
            Assert.Null(chunk.ProblemOf(i));
            chunk.Read(i, cells);
            rows.Add(new(chunk.FirstRow + i, chunk.LineOf(i), TextOf(cells[id]), TextOf(cells[note])));
        }

        return rows;
    }

    private static string? TextOf(Value value) => value.IsNull ? null : value.ToString();

    private static string RejectedLine(RejectedLayout layout, string original) => layout.Delimiter is null
        ? original[..^1] + ",\"_row\":1,\"_code\":\"MAP001\",\"_reason\":\"why\",\"_field\":\"event.id\",\"_load\":\"" + Load + "\"}"
        : original + Added(layout, ["1", "MAP001", "why", "event.id", "", Load]);

    private static string Added(RejectedLayout layout, IEnumerable<string> cells) => string.Concat(cells.Select(cell => layout.Delimiter + cell));

    private protected sealed record SeenRow(long Number, long Line, string? Id, string? Note);
}
