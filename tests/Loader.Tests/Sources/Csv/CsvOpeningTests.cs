using System.Text;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

/// <summary>What is said about a file or settings that rows cannot be read from: one clear finding each, and no source.</summary>
public sealed class CsvOpeningTests : IDisposable
{
    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    public static TheoryData<string, byte[], string> UnusableFiles => new()
    {
        { "empty", [], "error CSV004: 'FOLDER/rows.csv' is empty (0 bytes)\n  hint: if that is as it should be, say allow_empty: true" },
        { "blank", "\n\r\n\n"u8.ToArray(), "error CSV004: 'FOLDER/rows.csv' holds nothing but blank lines\n  hint: if that is as it should be, say allow_empty: true" },
        { "header only", "a,b\n"u8.ToArray(), "error CSV004: 'FOLDER/rows.csv' has a header and no rows\n  hint: if that is as it should be, say allow_empty: true" },
        { "header only, no end", "a,b"u8.ToArray(), "error CSV004: 'FOLDER/rows.csv' has a header and no rows\n  hint: if that is as it should be, say allow_empty: true" },
        { "parquet", [.. "PAR1"u8, 0x15, 0, 0, 9], "error CSV005: 'FOLDER/rows.csv' is a Parquet file\n  hint: export it as CSV" },
        { "gzip", [0x1F, 0x8B, 8, 0, 1], "error INP004: 'FOLDER/rows.csv' is damaged, 0 bytes into its content: gzip: it ends in the middle of its content\n  hint: copy it again, or have it exported again" },
        { "xlsx", [.. "PK"u8, 3, 4, 20, 0], "error INP004: 'FOLDER/rows.csv' is damaged: zip: it ends in the middle of its content" },
        { "binary", [.. "a,b\n1,"u8, 0, .. "\n"u8], "error CSV005: 'FOLDER/rows.csv' is not text: there are NUL bytes in it\n  hint: name a CSV file, or export this one as CSV" },
        { "bare utf-16", Encoding.Unicode.GetBytes("a,b\n1,2\n"), "error CSV005: 'FOLDER/rows.csv' is not text, or UTF-16 without a byte order mark\n  hint: if it is text, say encoding: utf-16le" },
        { "bare utf-16be", Encoding.BigEndianUnicode.GetBytes("a,b\n1,2\n"), "error CSV005: 'FOLDER/rows.csv' is not text, or UTF-16 without a byte order mark\n  hint: if it is text, say encoding: utf-16be" },
    };

    [Theory]
    [MemberData(nameof(UnusableFiles))]
    public void A_file_without_rows_that_can_be_read_is_one_finding(string what, byte[] content, string finding)
    {
        files.Write(content);

        Assert.True(files.Open() is null, what);
        Assert.Equal("mapping.yaml:5:11: " + finding, files.Shown.Replace('\\', '/'));
    }

    [Theory]
    [InlineData("\na,b,a\n1,2,3\n", "2: error CSV006: columns 1 and 3 are both named 'a'\n  hint: give each column a name of its own, or name all columns in the mapping: header: false, skip_lines: 1, columns: [order_id, …]")]
    [InlineData("a,b,a,c,a\n1,2,3,4,5\n", "1: error CSV006: columns 1, 3 and 5 are all named 'a'\n  hint: give each column a name of its own, or name all columns in the mapping: header: false, skip_lines: 1, columns: [order_id, …]")]
    [InlineData("a,,b\n1,2,3\n", "1: error CSV006: column 2 of 3 has no name\n  hint: give it a name")]
    [InlineData("a,b,\n1,2,3\n", "1: error CSV006: column 3 of 3 has no name\n  hint: does the header end with a delimiter? Give it a name, or name all columns in the mapping: header: false, skip_lines: 1, columns: [order_id, …]")]
    [InlineData("a,\"b\"c\n1,2\n", "1: error CSV006: the quotes of the header are not in order\n  hint: double the quotes inside a quoted name")]
    [InlineData("a,\"b\n1,2\n", "1: error CSV006: the quotes of the header are not in order\n  hint: double the quotes inside a quoted name")]
    public void A_header_that_cannot_be_used_is_refused_with_its_place(string text, string finding)
    {
        files.Write(text);

        Assert.Null(files.Open(("delimiter", ",")));
        Assert.StartsWith("FOLDER/rows.csv:" + finding, files.Shown.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_not_in_the_encoding_is_refused()
    {
        files.Write([.. "a,pa"u8, 0xEF, .. "s\n1,2\n"u8]);

        Assert.Null(files.Open());
        Assert.Contains("CSV006: the name of column 2 holds bytes that are not utf-8", files.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_comes_with_the_one_that_was_meant()
    {
        files.Write("a\n1\n");

        Assert.Null(files.Open(("path", System.IO.Path.Combine(files.Folder, "row.csv"))));
        Assert.Equal(
            "mapping.yaml:5:11: error INP001: there is no file 'FOLDER/row.csv' (looked for FOLDER/row.csv)\n  hint: did you mean 'rows.csv'?",
            files.Shown.Replace('\\', '/'));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        Assert.Null(files.Open(("path", System.IO.Path.Combine(files.Folder, "exports", "rows.csv"))));
        Assert.EndsWith("hint: the folder FOLDER/exports does not exist either", files.Shown.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_all_files_in_it()
    {
        files.Write("b.csv", "a\n2\n"u8.ToArray());
        files.Write("a.csv", "a\n1\n"u8.ToArray());
        files.Write("_SUCCESS", []);

        Assert.Equal(["[1]", "[2]"], await files.Rows(("path", files.Folder)));
    }

    [Fact]
    public void A_file_that_another_program_holds_says_so()
    {
        files.Write("a\n1\n");
        using var held = new FileStream(files.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Null(files.Open());
        Assert.Contains("error INP003: 'FOLDER/rows.csv' cannot be opened", files.Shown.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_file_without_rows_is_fine_it_can_be_said()
    {
        files.Write("a,b\n");

        Assert.Empty(await files.Rows(("allow_empty", "true")));
        files.Write("");
        Assert.Empty(await files.Rows(("allow_empty", "true")));
    }

    [Fact]
    public void Every_mistake_in_the_settings_is_shown_at_once()
    {
        files.Write("a\n1\n");

        var source = files.Open(
            ("delimiter", "::"), ("quote", "„"), ("encoding", "windows1252"), ("header", "yes"), ("columns", "[a, a]"), ("skip_lines", "-1"),
            ("max_cell", "big"), ("max_row", "3 B"), ("delimeter", ";"));

        Assert.Null(source);
        Assert.Equal(
            """
            mapping.yaml:9:13: error SET003: 'yes' is neither true nor false
            mapping.yaml:11:17: error SET003: -1 is too small for skip_lines
              hint: skip_lines is a whole number from 0 to 1000000
            mapping.yaml:12:15: error SET003: 'big' is not a size
              hint: write 500 KB, 1 MB or a number of bytes
            mapping.yaml:10:14: error SET003: columns names the columns of a file without header; this one has one
              hint: say header: false, and skip_lines: 1 if the file has a header
            mapping.yaml:10:14: error SET003: two columns are named 'a'
            mapping.yaml:13:14: error SET003: max_row is at least max_cell and at most 1 GB
            mapping.yaml:7:12: error SET003: '„' cannot be the quote
              hint: quote is one ASCII character
            mapping.yaml:6:16: error SET003: '::' cannot be the delimiter
              hint: delimiter is one ASCII character, tab, or auto
            mapping.yaml:8:15: error SET003: 'windows1252' is not an encoding that can be read
              hint: did you mean 'windows-1252'?
            mapping.yaml:14:5: error SET001: 'from.csv' has no setting 'delimeter'
              hint: did you mean 'delimiter'?
            """,
            files.Shown,
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("a;b\n1;2\n", "delimiter", ";", "quote", ";", "delimiter and quote are the same character")]
    [InlineData("sep=;\na;b\n1;2\n", "delimiter", ",", "header", "true", "says 'sep=;'; delimiter is ','")]
    [InlineData("\uFEFFa,b\n1,2\n", "encoding", "latin1", "header", "true", "begins with the byte order mark of utf-8; encoding is iso-8859-1")]
    [InlineData("a,b\n1,2\n", "encoding", "utf-7", "header", "true", "'utf-7' is not an encoding that can be read")]
    [InlineData("a,b\n1,2\n", "encoding", "IBM037", "header", "true", "does not write ASCII as ASCII")]
    public void Settings_that_contradict_the_file_or_each_other_are_refused(string text, string one, string first, string other, string second, string finding)
    {
        files.Write(text);

        Assert.Null(files.Open((one, first), (other, second)));
        Assert.Contains(finding, files.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_path_there_is_one_finding_and_every_setting_is_described()
    {
        var section = Section.Empty("from.csv");

        Assert.Null(new CsvKind().Open(section));
        Assert.Equal("SET002", Assert.Single(section.Findings).Code.Id);
        Assert.Equal(
            "path files allow_empty max_ratio max_unpacked headers allow_http s3_endpoint s3_region s3_profile s3_anonymous gcs_endpoint "
            + "gcs_anonymous delimiter quote encoding header columns nulls skip_lines max_cell max_row",
            string.Join(' ', section.Described.Select(option => option.Name)));
    }

    [Fact]
    public void The_catalog_knows_csv() => Assert.IsType<CsvKind>(SourceCatalog.Default.Find("csv"));
}
