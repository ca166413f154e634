namespace Loader.Tests.Sources.Csv;

/// <summary>What a CSV text says, row for row.</summary>
public sealed class CsvTextTests : IDisposable
{
    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n", "[1|2]")]
    [InlineData("a,b\n1,2", "[1|2]")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n", "[1|2]", "[3|4]")]
    [InlineData("a,b\r1,2\r3,4", "[1|2]", "[3|4]")]
    [InlineData("a,b\r1,2\r", "[1|2]")]
    [InlineData("a,b\n1,2\r\n3,4\r5,6", "[1|2]", "[3|4]", "[5|6]")]
    [InlineData("a,b\n,\n", "[∅|∅]")]
    [InlineData("a,b\n\"\",\"\"\n", "[∅|∅]")]
    [InlineData("a,b\n 1 , 2 \n", "[ 1 | 2 ]")]
    [InlineData("a,b\n007,1e5\n", "[007|1e5]")]
    [InlineData("a,b\n\"1,2\",3\n", "[1,2|3]")]
    [InlineData("a,b\n\"say \"\"hello\"\"\",3\n", "[say \"hello\"|3]")]
    [InlineData("a,b\n\"\"\"\",\"\"\"\"\"\"\n", "[\"|\"\"]")]
    [InlineData("a,b\n\"1\n2\",3\n4,5\n", "[1\n2|3]", "[4|5]")]
    [InlineData("a,b\n\"1\r\n2\",\"\r\"\n", "[1\r\n2|\r]")]
    [InlineData("a,b\n5\" pipe,x\"y\n", "[5\" pipe|x\"y]")]
    [InlineData("a,b\n \"x\",y\n", "[ \"x\"|y]")]
    [InlineData("a\n1\n\n2\n\n\n", "[1]", "[2]")]
    [InlineData("a\n\"\"\n", "[∅]")]
    [InlineData("\n\na,b\n\n1,2\n", "[1|2]")]
    [InlineData("a,b\n\uFEFF1,2\n", "[\uFEFF1|2]")]
    [InlineData("a,b\nNULL,null\n", "[NULL|null]")]
    [InlineData("a,b\nzażółć,日本\n", "[zażółć|日本]")]
    public async Task A_text_has_these_rows(string text, params string[] rows)
    {
        files.Write(text);

        Assert.Equal(rows, await files.Rows());
    }

    [Theory]
    [InlineData("a,b\n1\n3,4\n", "2: CSV010", "[3|4]")]
    [InlineData("a,b\n1,2,3\n3,4\n", "2: CSV010", "[3|4]")]
    [InlineData("a,b\n1,2,\n3,4\n", "2: CSV010", "[3|4]")]
    [InlineData("a,b\n1,2\n3", "[1|2]", "3: CSV010")]
    [InlineData("a,b\n   \n3,4\n", "2: CSV010", "[3|4]")]
    [InlineData("a,b\n\n\n1\n\n3\n", "4: CSV010", "6: CSV010")]
    [InlineData("a,b\r\n\"1\r\n2\r\n3\",4\r\n5\r\n", "[1\r\n2\r\n3|4]", "5: CSV010")]
    [InlineData("a,b\r\"1\r2\",4\r5\r", "[1\r2|4]", "4: CSV010")]
    [InlineData("a,b\n\"ab\"c,1\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\n\"ab\" ,1\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\n\"say \"hello\" now\",1\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\n\"a \"b, c\" d\",1\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\nx\"y,\"ab\"c\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\n\"ab\"c,x\"y\n3,4\n", "2: CSV011", "[3|4]")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "[1|2]", "3: CSV012")]
    [InlineData("a,b\nx\"y,\"3\n5,6", "2: CSV012")]
    [InlineData("a,b\n\"ab\"c,\"3\n5,6\n", "2: CSV012")]
    public async Task A_row_that_cannot_be_read_is_named_and_shifts_nothing(string text, params string[] rows)
    {
        files.Write(text);

        Assert.Equal(rows, await files.Rows(("delimiter", ",")));
    }

    [Fact]
    public async Task A_NUL_behind_the_first_block_costs_its_row_only()
    {
        files.Write("a,b\n" + new string('\n', 8000) + "1,\0\n3,4\n");

        Assert.Equal(["8002: CSV014", "[3|4]"], await files.Rows());
    }

    [Theory]
    [InlineData("[]", "x,,\"\"", "[x||]")]
    [InlineData("[NULL, n/a]", "NULL,\"n/a\",", "[∅|∅|]")]
    [InlineData("NULL", "NULLs,NULL, NULL", "[NULLs|∅| NULL]")]
    public async Task Null_texts_are_what_the_mapping_says(string nulls, string row, string shown)
    {
        files.Write("a,b,c\n" + row + "\n");

        Assert.Equal([shown], await files.Rows(("nulls", nulls)));
    }

    [Fact]
    public async Task A_file_without_header_has_numbered_or_given_names()
    {
        files.Write("1,2\n3,4\n");

        await using var numbered = files.Open(("header", "false"));
        await using var named = files.Open(("header", "false"), ("columns", "[id, total]"));

        Assert.Equal("c1 c2", string.Join(' ', numbered!.Schema.Columns.Select(column => column.Name)));
        Assert.Equal("id total", string.Join(' ', named!.Schema.Columns.Select(column => column.Name)));
        Assert.Equal(["[1|2]", "[3|4]"], await CsvFiles.Show(named));
    }

    [Theory]
    [InlineData("exported 2026-03-01\r\n\"not, a row\r\na,b\r\n1,2\r\n3\r\n", 2, "[1|2]", "5: CSV010")]
    [InlineData("x\n\n\na,b\n1\n", 3, "5: CSV010")]
    [InlineData("sep=;\na;b\n1;2\n3\n", 0, "[1|2]", "4: CSV010")]
    [InlineData("x\nsep=;\r\na;b\r\n1,5;2\r\n3\r\n", 1, "[1,5|2]", "5: CSV010")]
    public async Task Lines_before_the_header_are_passed_over_but_counted(string text, int skip, params string[] rows)
    {
        files.Write(text);

        Assert.Equal(rows, await files.Rows(("skip_lines", skip.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Another_quote_is_honoured()
    {
        files.Write("a;b\n'x;''y''';\"z\"\n");

        Assert.Equal(["[x;'y'|\"z\"]"], await files.Rows(("quote", "'"), ("delimiter", ";")));
    }
}
