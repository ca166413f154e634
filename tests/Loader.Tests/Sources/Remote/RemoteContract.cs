using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Parquet.Tests.Making;
using Loader.Sources;
using Loader.Sources.Bytes;
using Loader.Sources.Csv;
using Loader.Sources.Parquet;
using Loader.Sources.Remote;
using Loader.Tests.Sources.Parquet;

namespace Loader.Tests.Sources.Remote;

/// <summary>The source contract for CSV that lies on a server, whatever it speaks.</summary>
public abstract class RemoteContract : SourceContract, IAsyncLifetime
{
    private protected ObjectServer Server { get; private set; } = null!;

    private string key = "";

    public async Task InitializeAsync() => Server = await ObjectServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>The path of an object in the bucket or folder <c>bucket</c>.</summary>
    protected abstract string PathOf(string key);

    private protected abstract IRemoteStore StoreOf(Section section);

    protected override ISource OpenRows(int rows)
    {
        key = string.Create(CultureInfo.InvariantCulture, $"rows {rows}.csv");
        var text =
            string.Concat(
                Enumerable.Range(1, rows).Select(n => $"{n},{(NoteOf(n) is { } note ? "\"" + note.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : "")}\n"));
        Server.Put("bucket/" + key, Encoding.UTF8.GetBytes("id,note\n" + text));
        return Open(PathOf(key), []) ?? throw new InvalidOperationException("The object is there.");
    }

    protected override ISource? OpenMissing(FindingList findings) => Open(PathOf("nothing.csv"), findings);

    protected override ISource? OpenEmpty(FindingList findings)
    {
        Server.Put("bucket/empty.csv", "id,note\n"u8.ToArray());
        return Open(PathOf("empty.csv"), findings);
    }

    protected override void ChangeInput() => Server.Put("bucket/" + key, "id,note\n"u8.ToArray());

    protected override ISource OpenRejected(string content)
    {
        Server.Put("bucket/rejected.csv", Encoding.UTF8.GetBytes(content));
        return Open(PathOf("rejected.csv"), [])!;
    }

    protected override long LineOf(long row) =>
        1 + row + Enumerable.Range(1, (int)row - 1).Count(before => NoteOf(before)?.Contains('\n', StringComparison.Ordinal) == true);

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 30_000).Select(n => $"line {n}\n")));
        Server.Put("bucket/a", content);
        await using var input = await InputAsync("a");
        foreach (var cut in new[] { 100_000, 0, 1, 60_000 }) Server.Cuts.Enqueue(cut);
        Server.Statuses.Enqueue(503);

        using var read = new MemoryStream();
        await using (var stream = input.Read()) await stream.CopyToAsync(read);

        Assert.Equal(content, read.ToArray());
        Assert.Empty(Server.Cuts);
        Assert.Null(input.Changed());
    }

    [Fact]
    public async Task An_object_that_is_replaced_before_a_connection_is_taken_up_is_never_mixed()
    {
        Server.Put("bucket/a", new byte[500_000]);
        await using var input = await InputAsync("a");
        Server.Cuts.Enqueue(100_000);
        var buffer = new byte[50_000];
        await using var stream = input.Read();
        await stream.ReadExactlyAsync(buffer);
        Server.Put("bucket/a", [.. Enumerable.Repeat((byte)1, 500_000)]);

        var broken = await Assert.ThrowsAsync<SourceException>(async () => await stream.CopyToAsync(Stream.Null));

        Assert.Equal(InputCodes.Changed, broken.Finding.Code);
    }

    [Fact]
    public async Task Any_part_can_be_read()
    {
        Server.Put("bucket/a", [.. Enumerable.Range(0, 256).Select(n => (byte)n)]);
        await using var input = await InputAsync("a");
        var buffer = new byte[10];
        Server.Cuts.Enqueue(3);

        Assert.Equal(10, await input.ReadAtAsync(200, buffer, CancellationToken.None));
        Assert.Equal(Enumerable.Range(200, 10).Select(n => (byte)n), buffer);
        Assert.Equal(6, await input.ReadAtAsync(250, buffer, CancellationToken.None));
        Assert.Equal(0, await input.ReadAtAsync(256, buffer, CancellationToken.None));
    }

    [Theory]
    [InlineData("csv.gz")]
    [InlineData("csv.zst")]
    [InlineData("csv.zip")]
    public async Task Packed_rows_are_unpacked_on_the_way_also_over_connections_that_break(string form)
    {
        var text = Encoding.UTF8.GetBytes("id,note\n" + string.Concat(Enumerable.Range(1, 3000).Select(n => $"{n},note {n}\n")));
        Server.Put("bucket/rows." + form, form switch { "csv.gz" => Packed.Gzip(text), "csv.zst" => Packed.Zstd(text), _ => Packed.Zip(("rows.csv", text)) });
        await using var source = Open(PathOf("rows." + form), [])!;
        Server.Cuts.Enqueue(1000);

        Assert.Equal(Enumerable.Range(1, 3000).Select(n => $"[text {n}|text note {n}]"), await source.ShowAsync());
    }

    /// <summary>Footer, then the pages that are wanted: asked for by their ranges.</summary>
    [Fact]
    public async Task Parquet_is_read_by_ranges()
    {
        Server.Put(
            "bucket/rows.parquet",
            ParquetText.File(
                ("id", [.. Enumerable.Range(1, 3000).Select(n => $"A{n}")]),
                ("note", [.. Enumerable.Range(1, 3000).Select(n => new string('x', 100))])));
        var findings = new FindingList();
        var section = SectionOf(PathOf("rows.parquet"), findings);
        await using var source = await Inputs.OpenAsync(
            InputSettings.Read(section),
            new ParquetFormat(section, new(), allowEmpty: false),
            CancellationToken.None);
        Assert.True(source is not null, string.Join('\n', findings));
        Server.Cuts.Enqueue(500);

        var cells = new Value[2];
        var ids = new List<string>();
        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                chunk.Read(i, cells);
                ids.Add(cells[0].ToString());
            }
        }

        Assert.Equal(Enumerable.Range(1, 3000).Select(n => $"A{n}"), ids.Select(id => id.Trim('"')));
    }

    /// <summary>However many pages and columns: what a row group holds lies in one stretch, and that is asked for while the group before is decoded.</summary>
    [Fact]
    public async Task Parquet_takes_one_request_for_a_row_group_whose_columns_lie_together()
    {
        using var file = new MemoryStream();
        using (var writer = new TableWriter(
            file,
            TableWriter.Uncompressed,
            new("id", TableType.Integer),
            new("note", TableType.Text),
            new("total", TableType.Money)))
        {
            for (var group = 0; group < 4; group++)
                writer.Add([.. Enumerable.Range(1, 25_000).Select(n => new object?[] { (group * 25_000L) + n, $"note {n}", n / 100m })]);
        }

        Server.Put("bucket/rows.parquet", file.ToArray());
        var section = SectionOf(PathOf("rows.parquet"), []);
        await using var source = (await Inputs.OpenAsync(
            InputSettings.Read(section),
            new ParquetFormat(section, new(), allowEmpty: false),
            CancellationToken.None))!;
        var opening = Server.Requests.Count;
        var rows = 0;

        await foreach (var chunk in source.ReadAsync(1, [0, 1, 2], CancellationToken.None))
        {
            using (chunk) rows += chunk.Count;
        }

        Assert.Equal(100_000, rows);
        Assert.InRange(opening, 1, 4);
        Assert.Equal(4, Server.Requests.Count - opening);
    }

    [Theory]
    [InlineData(403, "REM002")]
    [InlineData(400, "REM003")]
    [InlineData(503, "REM003")]
    public async Task What_a_server_refuses_is_a_finding(int status, string code)
    {
        Server.Put("bucket/a", [1]);
        for (var i = 0; i < 10; i++) Server.Statuses.Enqueue(status);
        var findings = new FindingList();
        var section = SectionOf(PathOf("a"), findings);

        Assert.Null(await new RemotePlaces(section, StoreOf(section), Quick).OpenAsync(PathOf("a"), CancellationToken.None));
        Assert.Equal(code, Assert.Single(findings).Code.Id);
    }

    private protected static Patience Quick { get; } = Patience.Default with { FirstPause = TimeSpan.Zero };

    private protected async Task<IInput> InputAsync(string name)
    {
        var findings = new FindingList();
        var section = SectionOf(PathOf(name), findings);
        var input = await new RemotePlaces(section, StoreOf(section), Quick).OpenAsync(PathOf(name), CancellationToken.None);
        Assert.True(input is not null, string.Join('\n', findings));
        return input;
    }

    private protected Section SectionOf(string path, FindingList findings) =>
        new(
            "from.csv",
            null,
            new(findings, _ => null, new()),
            new("mapping.yaml", 1, 1),
            new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["path"] = path });

    /// <summary>What the section says besides the path.</summary>
    private protected virtual Dictionary<string, string> Settings => [];

    private protected ISource? Open(string path, FindingList findings)
    {
        var section = SectionOf(path, findings);
        return Task.Run(() => Inputs.OpenAsync(
            InputSettings.Read(section),
            new CsvOpening(new() { ChunkBytes = 1024 }, section),
            CancellationToken.None).AsTask()).GetAwaiter().GetResult();
    }
}
