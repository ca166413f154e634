using System.IO.Compression;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.Xlsx;

namespace Loader.Tests.Sources.Xlsx;

public sealed class XlsxSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FindingList findings = [];

    public static TheoryData<string?, string> Cells => new()
    {
        { "#12.5", "decimal 12.5" },
        { "#12", "integer 12" },
        { "#-0.25", "decimal -0.25" },
        { "#1.1000000000000001", "decimal 1.1" },
        { "#0.30000000000000004", "decimal 0.30000000000000004" },
        { "#9007199254740992", "integer 9007199254740992" },
        { "#1E+300", "float 1E+300" },
        { "#1.5E-30", "float 1.5E-30" },
        { "#0.00000015", "decimal 0.00000015" },
        { "#0.25@6", "decimal 0.25" },
        { "007", "text 007" },
        { " spaces ", "text  spaces " },
        { "Grüße & <b>", "text Grüße & <b>" },
        { "?1", "boolean true" },
        { "?0", "boolean false" },
        { "#46082@1", "date 2026-03-01" },
        { "#46082@5", "date 2026-03-01" },
        { "#46082@7", "date 2026-03-01" },
        { "#1@1", "date 1900-01-01" },
        { "#61@1", "date 1900-03-01" },
        { "#46082.416666666664@2", "text 2026-03-01 10:00:00" },
        { "#46082@2", "text 2026-03-01 00:00:00" },
        { "#46082.416666666664@1", "text 2026-03-01 10:00:00" },
        { "#0.4375@3", "text 10:30:00" },
        { "#1.25@4", "duration P1DT6H" },
        { "=1+1:2", "integer 2" },
        { "!#N/A", "problem: #N/A" },
        { "!#DIV/0!", "problem: #DIV/0!" },
        { "$1", "text second" },
        { null, "∅" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Every_cell_is_what_the_sheet_says_or_why_not(string? cell, string expected)
    {
        await using var source = await OpenAsync(new Workbook { SharedTexts = ["first", "second"] }.Sheet("A", ["v", "x"], [cell, "x"]));

        Assert.Equal([$"[{expected}|text x]"], await source.ShowAsync());
    }

    [Fact]
    public async Task Rejected_cells_come_back_as_the_values_they_were()
    {
        await using var source = await OpenAsync(new Workbook
        {
            SharedTexts = ["first", "second"],
        }.Sheet("A", [.. Cells.Select(row => new[] { (string?)row[0], "true" }).Prepend(["v", "x"])]));
        var path = folder.Write("rejected.csv", System.Text.Encoding.UTF8.GetBytes(await source.RejectedAsync()));

        await using var again = await new XlsxKind().OpenAsync("path: " + path, findings);

        Assert.Equal((await source.ShowAsync()).Select(row => row[..^1]), (await again!.ShowAsync()).Select(row => string.Join('|', row.Split('|')[..2])));
    }

    [Fact]
    public async Task Dates_may_count_from_1904()
    {
        await using var source = await OpenAsync(new Workbook { Counts1904 = true }.Sheet("A", ["v"], ["#44620@1"]));

        Assert.Equal(["[date 2026-03-01]"], await source.ShowAsync());
    }

    [Fact]
    public async Task Rows_keep_their_number_in_the_sheet_and_empty_ones_are_passed_over()
    {
        await using var source = await OpenAsync(new Workbook().Sheet("A", ["id"], ["1"], [], ["!#REF!"], [null, "beside"], ["3"]));
        var places = new List<(long Row, long Line)>();

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk) for (var i = 0; i < chunk.Count; i++) places.Add((chunk.FirstRow + i, chunk.LineOf(i)));
        }

        Assert.Equal([(1, 2), (2, 4), (3, 5), (4, 6)], places);
        Assert.Equal(["[text 1]", "[problem: #REF!]", "[∅]", "[text 3]"], await source.ShowAsync());
    }

    [Theory]
    [InlineData("t=\"e\"")]
    [InlineData("t='e'")]
    [InlineData("t = \"e\" s=\"0\"")]
    public async Task The_only_error_of_a_long_sheet_is_found_wherever_it_stands(string type)
    {
        // One row after the other moves it over the borders of what is looked through at a time.
        for (var length = 65_260; length < 65_380; length++)
        {
            var rows = $"<row><c t=\"str\"><v>{new string('x', length)}</v></c></row><row><c t=\"str\"><v>a</v></c></row><row><c {type}><v>#N/A</v></c></row>";
            await using var source = await OpenAsync(new Workbook().Raw("A", "visible", rows));

            Assert.Equal(["[text a]", "[problem: #N/A]"], await source.ShowAsync());
        }
    }

    [Fact]
    public async Task Rows_without_numbers_and_a_wrong_dimension_are_read_all_the_same()
    {
        const string Rows = "<row><c t=\"str\"><v>id</v></c><c t=\"str\"><v>b</v></c></row><row><c><v>1</v></c><c "
            + "t=\"e\"><v>#N/A</v></c></row><row/><row><c><v>2</v></c><c><v>3</v></c></row>";
        await using var source = await OpenAsync(new Workbook { Dimension = "A1" }.Raw("A", "visible", Rows));

        Assert.Equal(["[integer 1|problem: #N/A]", "[integer 2|integer 3]"], await source.ShowAsync());
    }

    [Theory]
    [InlineData("", "[text second]")]
    [InlineData("sheet: Third", "[text third]")]
    [InlineData("sheet: 3", "[text third]")]
    [InlineData("sheet: First", "[text first]")]
    public async Task A_sheet_goes_by_name_or_number_else_it_is_the_first_that_shows(string setting, string expected)
    {
        await using var source = await OpenAsync(
            new Workbook().Hidden("First", ["v"], ["first"]).Sheet("Second", ["v"], ["second"]).Sheet("Third", ["v"], ["third"]),
            setting);

        Assert.Equal([expected], await source.ShowAsync());
    }

    [Theory]
    [InlineData("header_row: 0", "A,B", 3)]
    [InlineData("header_row: 2", "id,2026", 1)]
    public async Task A_header_stands_where_the_mapping_says(string setting, string names, int rows)
    {
        await using var source = await OpenAsync(new Workbook().Sheet("A", ["Sales report"], ["id", "#2026"], ["1", "2"]), setting);

        Assert.Equal(names, string.Join(',', source.Schema.Columns.Select(column => column.Name)));
        Assert.Equal(rows, (await source.ShowAsync()).Count);
    }

    public static TheoryData<byte[], string, string> Mistakes => new()
    {
        { new Workbook().Sheet("Orders", ["id"], ["1"]).Bytes(), "sheet: Order", "XLS002: 'FILE' has no sheet 'Order'\n  hint: did you mean 'Orders'?" },
        { new Workbook().Sheet("Orders", ["id"], ["1"]).Bytes(), "sheet: 2", "XLS002: 'FILE' has no sheet '2'\n  hint: it has: Orders" },
        { new Workbook().Sheet("A", ["id", null, "x"], ["1"]).Bytes(), "", "XLS003: column B has no name in row 1\n  hint: name it in the file" },
        { new Workbook().Sheet("A", ["id", "x", "id"], ["1"]).Bytes(), "", "XLS003: columns A and C are both named 'id'\n  hint: name it in the file" },
        { new Workbook().Sheet("A", ["id"], ["1"]).Bytes(), "header_row: 9", "XLS003: 'FILE' has nothing in row 9\n  hint: header_row says which row names the columns" },
        { new Workbook().Sheet("A", ["id"]).Bytes(), "", "XLS004: 'FILE!A' has no rows\n  hint: if that is as it should be, say allow_empty: true" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "", "XLS001: 'FILE' is in the format of Excel before 2007, or has a password\n  hint: save it as .xlsx without a password" },
        { "id,note\n1,a\n"u8.ToArray(), "", "SET003: 'FILE' is neither an .xlsx workbook nor a rejected file of one\n  hint: for other CSV files write from: csv" },
        { Zip("readme.txt", 10), "", "XLS001: 'FILE' cannot be read as a workbook: it is a zip, but not a workbook\n  hint: open it in Excel and save it again" },
        { new Workbook { SharedTexts = [new('x', 3_000)] }.Sheet("A", ["id"], ["1"]).Bytes(), "max_texts: 2 KB", "XLS005: 'FILE' unpacks to too much: its shared texts have 3152 bytes; max_texts is 2000\n  hint: if that is as it should be, raise the limit" },
        { new Workbook().Sheet("A", ["id"], [new('x', 100_000)]).Bytes(), "max_unpacked: 10 KB", "XLS005: 'FILE' unpacks to too much: xl/worksheets/sheet1.xml: it holds more than N bytes; max_unpacked is N\n  hint: if that is as it should be, raise the limit" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_read_is_said(byte[] content, string setting, string expected)
    {
        var path = folder.Write("a.xlsx", content);

        Assert.Null(await new XlsxKind().OpenAsync($"path: {path}\n{setting}", findings));
        var shown = string.Join('\n', findings).Replace(path, "FILE", StringComparison.Ordinal);
        shown = System.Text.RegularExpressions.Regex.Replace(
            shown[(shown.IndexOf("error ", StringComparison.Ordinal) + 6)..],
            @"\d{5,}",
            "N",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1));
        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task Damage_midway_is_told_after_every_row_before_it()
    {
        var rows = string.Concat(Enumerable.Range(1, 3_000).Select(n => $"<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c></row>"));
        var path = folder.Write("a.xlsx", new Workbook { Dimension = "A1:A3000" }.Raw("A", "visible", rows + "<row><c oops</row>").Bytes());
        var source = await new XlsxKind().OpenAsync("path: " + path, findings);
        if (source is null)
        {
            // The package may look at the whole sheet before it gives the first row: then it is a mistake like any other.
            Assert.Equal(XlsxCodes.NotXlsx, Assert.Single(findings).Code);
            return;
        }

        await using (source)
        {
            var seen = 0L;
            var broken = await Assert.ThrowsAsync<SourceException>(async () =>
            {
                await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None)) seen += chunk.Count;
            });

            Assert.Equal((2_999, XlsxCodes.Damaged), (seen, broken.Finding.Code));
        }
    }

    [Fact]
    public async Task Several_workbooks_are_one_source_when_their_columns_are_the_same()
    {
        folder.Write("1.xlsx", new Workbook().Sheet("A", ["a", "b"], ["1", "2"]).Bytes());
        folder.Write("2.xlsx", new Workbook().Sheet("A", ["b", "a"], ["4", "3"]).Bytes());
        await using var source = await new XlsxKind().OpenAsync("path: " + folder.PathOf("*.xlsx"), findings);

        Assert.Equal(["[text 1|text 2]", "[text 3|text 4]"], await source!.ShowAsync());
    }

    [Fact]
    public async Task A_file_that_openpyxl_wrote_is_read()
    {
        await using var source = await new XlsxKind().OpenAsync(
            "path: " + Path.Combine(Architecture.Repository.Root, "tests", "Loader.Tests", "Sources", "Xlsx", "openpyxl.xlsx"),
            findings);

        Assert.Equal("id,note,total,when,day,ok,looked_up,at,lasted", string.Join(',', source!.Schema.Columns.Select(column => column.Name)));
        Assert.Equal(
            [
                "[integer 1|text Größe 42|decimal 12.5|text 2026-03-01 10:00:00|date 2026-03-01|boolean true|problem: #N/A|text 10:30:00|duration P1DT6H]",
                "[text 007|∅|decimal 0.3|text 2026-03-29 02:30:00|date 1900-01-01|boolean false|∅|∅|∅]",
                "[integer 99|text merged|∅|∅|∅|∅|∅|∅|∅]",
            ],
            await source.ShowAsync());
    }

    private async Task<ISource> OpenAsync(Workbook workbook, string settings = "")
    {
        var source = await new XlsxKind().OpenAsync($"path: {folder.Write("a.xlsx", workbook.Bytes())}\n{settings}", findings);
        Assert.True(source is not null, string.Join('\n', findings));
        return source;
    }

    private static byte[] Zip(string name, int bytes)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(new byte[bytes]);
        }

        return file.ToArray();
    }
}
