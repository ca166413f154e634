namespace Loader.Tests.Sources.Csv;

/// <summary>What goes to the rejected file, and what becomes of it when it is loaded.</summary>
public sealed class CsvRejectedTests : IDisposable
{
    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("1,\"x, \"\"y\"\"\",3", "1,\"x, \"\"y\"\"\",3")]
    [InlineData("1,x\"y, 3 ", "1,x\"y, 3 ")]
    [InlineData("1", "1,,")]
    [InlineData("1,\"2,2\"", "1,\"2,2\",")]
    [InlineData("1,2,3,4,5", "1,2,3")]
    [InlineData("\"ab\"c,2,3", "abc,2,3")]
    [InlineData("\"a \"b, c\" d\",2,3", "a b,\" c\"\" d\"\"\",2")]
    [InlineData("1,\"open\n2,3,4", "1,\"open\n2,3,4\n\",")]
    public async Task An_original_has_one_cell_per_column_whatever_the_row_had(string row, string original)
    {
        files.Write("a,b,c\n" + row + "\n");
        await using var source = files.Open(("delimiter", ","));

        Assert.Equal([original], await CsvFiles.Originals(source!));
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_marked_in_the_original()
    {
        files.Write([.. "a,b\n\n"u8, .. new byte[8000].Select(_ => (byte)'\n'), .. "caf"u8, 0xE9, .. ",1\n2,x"u8, 0, .. "y\n"u8]);
        await using var source = files.Open();

        Assert.Equal(["caf\uFFFD,1", "2,x\uFFFDy"], await CsvFiles.Originals(source!));
    }

    [Theory]
    [InlineData("sep=;\na;\"b;c\"\n1;2\n", "auto", "true", "a;\"b;c\"", ';')]
    [InlineData("1|2\n3|4\n", "auto", "false", "c1|c2", '|')]
    public async Task The_layout_has_the_header_that_makes_the_file_load_again(string text, string delimiter, string header, string line, char between)
    {
        files.Write(text);
        await using var source = files.Open(("delimiter", delimiter), ("header", header));

        Assert.Equal(line, source!.Rejected.Header);
        Assert.Equal(between, source.Rejected.Delimiter);
    }

    [Theory]
    [InlineData("true", "0")]
    [InlineData("false", "0")]
    [InlineData("true", "3")]
    public async Task A_rejected_file_is_known_by_its_header_whatever_the_settings_say_of_the_first_lines(string header, string skip)
    {
        files.Write("a;b;_row;_code;_reason;_field\n1;x;7;MAP001;why, oh why;event.id\n2;;9;;;\n");
        await using var source = files.Open(("header", header), ("skip_lines", skip));

        Assert.Equal(["[1|x|7|MAP001|why, oh why|event.id]", "[2|∅|9|∅|∅|∅]"], await CsvFiles.Show(source!));
        Assert.Equal("a;b", source!.Rejected.Header);
        Assert.Equal(["1;x", "2;"], await CsvFiles.Originals(source));
    }

    [Theory]
    [InlineData("a;_row;_code;_reason;_field;_unsent;_load\nx;7;E1;why;;events two item/2;crm 1\n", "crm 1, 7, two item/2")]
    [InlineData("a;_row;_code;_reason;_field;_unsent;_load\nx;7;E1;why;;two,item/2;\n", ", 7, two item/2")]
    [InlineData("a;_row;_code;_reason;_field;_unsent\nx;seven;E1;why;;\n", ", , all")]
    [InlineData("a;_row;_code;_reason;_field\nx;7;E1;why;\n", ", 7, all")]
    [InlineData("a;_row;_code;_reason;_load\nx;7;E1;why;crm 1\n", "no rejected file")]
    public async Task A_rejected_file_says_where_its_rows_come_from_and_what_of_them_is_sent(string text, string says)
    {
        files.Write(text);
        await using var source = files.Open();
        await foreach (var chunk in source!.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                var said = chunk.RejectedAs(0);
                var words = $"{said?.Load}, {said?.Row}, {(said?.Unsent is { } unsent ? string.Join(' ', unsent) : "all")}";
                Assert.Equal(says, source.IsRejected ? words : "no rejected file");
            }
        }
    }

    [Fact]
    public async Task A_row_that_could_not_be_read_loads_only_after_its_code_was_emptied()
    {
        files.Write("a,b,_row,_code,_reason,_field\n1,,2,CSV010,the row has 1 cell,\n1,x,2,,the row has 1 cell,\n3,y,5,ROW001,no number,total\n");

        Assert.Equal(["2: CSV017", "[1|x|2|∅|the row has 1 cell|∅]", "[3|y|5|ROW001|no number|total]"], await files.Rows());
    }
}
