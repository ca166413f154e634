using System.Buffers;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources;
using Loader.Sources.Json;

namespace Loader.Tests.Sources.Json;

/// <summary>What NDJSON means: numbers with their digits, nested values, and rows that cannot be read beside those that can.</summary>
public sealed class JsonRowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("12", ValueKind.Integer, "12")]
    [InlineData("9223372036854775807", ValueKind.Integer, "9223372036854775807")]
    [InlineData("9223372036854775808", ValueKind.Decimal, "\"9223372036854775808\"")]
    [InlineData("12.50", ValueKind.Decimal, "\"12.50\"")]
    [InlineData("-0.1", ValueKind.Decimal, "\"-0.1\"")]
    [InlineData("1e3", ValueKind.Float, "1000")]
    [InlineData("12345678901234567890123456789.5", ValueKind.WideDecimal, "\"12345678901234567890123456789.5\"")]
    [InlineData("-0.12345678901234567890123456789012345678900", ValueKind.WideDecimal, "\"-0.12345678901234567890123456789012345678900\"")]
    [InlineData("1234567890123456789012345678901234567890", ValueKind.WideDecimal, "\"1234567890123456789012345678901234567890\"")]
    [InlineData("1e400", ValueKind.Problem, null)]
    [InlineData("\"\\ud800\"", ValueKind.Problem, null)]
    [InlineData("[\"\\udc00x\"]", ValueKind.Problem, null)]
    [InlineData("{\"\\ud800\":1}", ValueKind.Problem, null)]
    [InlineData("\"\\ud83d\\ude00\"", ValueKind.Text, "\"😀\"")]
    [InlineData("true", ValueKind.Boolean, "true")]
    [InlineData("null", ValueKind.Null, "null")]
    [InlineData("\"a\\u00e9\\n\"", ValueKind.Text, "\"aé\\n\"")]
    [InlineData("\"日本\"", ValueKind.Text, "\"日本\"")]
    [InlineData("[1,{\"sku\":\"A\\\"1\",\"price\":1.10}]", ValueKind.List, "[1,{\"sku\":\"A\\\"1\",\"price\":\"1.10\"}]")]
    [InlineData("{\"a\":1,\"a\":2}", ValueKind.Problem, null)]
    public async Task A_value_is_what_its_digits_say(string json, ValueKind kind, string? canonical)
    {
        await using var source = Open($"{{\"x\":{json}}}\n");
        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                Assert.Null(chunk.ProblemOf(0));
                var cells = new Value[1];
                chunk.Read(0, cells);
                Assert.Equal(kind, cells[0].Kind);
                if (canonical is not null) Assert.Equal($"{{\"x\":{canonical}}}", Canonical(source.Schema, cells));
            }
        }
    }

    [Theory]
    [InlineData("{\"x\":1}\n{\"x\":\n{\"x\":3}\n", "1 2:JSN010 3")]
    [InlineData("{\"x\":1}\n\n  \r\n[2]\n{\"x\":3} x\n{\"x\":4}", "1 4:JSN010 5:JSN010 4")]
    [InlineData("{\"x\":1,\"x\":2}\n{\"y\":1}\n", "1:JSN012 ∅")]
    [InlineData("[{\"x\":1},{\"x\" 2},{\"x\":3}]", "1 1:JSN010 3")]
    [InlineData("[{\"x\":1},\n{\"x\":\"]\\\"},{\"}\n", "1 2:JSN014")]
    [InlineData("[{\"x\":1}]\n{\"x\":2}\n", "1 2:JSN014")]
    [InlineData("{\"x\":1}\n{\"\\ud800\":1,\"x\":2}\n{\"x\":3}\n", "1 2:JSN011 3")]
    [InlineData("{\"x\":1}{\"x\":2}\n{\"x\":3}\n", "1:JSN010 3")]
    [InlineData("{\"x\":1}\n{\"_original\":\"{\",\"_code\":\"JSN010\"}\n", "1 2:JSN016")]
    public async Task A_row_that_cannot_be_read_fails_with_its_place_and_the_rest_goes_on(string text, string shown)
    {
        await using var source = Open(text);

        Assert.Equal(shown, await Show(source));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_fail_their_row()
    {
        await using var source = Open([.. "{\"x\":1}\n{\"x\":\""u8, 0xFF, .. "\"}\n{\"x\":3}\n"u8]);

        Assert.Equal("1 2:JSN011 3", await Show(source));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(100_000)]
    public async Task A_row_above_its_limit_fails_and_is_not_kept(int length)
    {
        await using var source = Open($"{{\"x\":1}}\n{{\"x\":\"{new string('y', length)}\"}}\n{{\"x\":3}}\n", new() { MaxRow = 500, ChunkBytes = 256 });

        Assert.Equal("1 2:JSN013 3", await Show(source));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_row() => Assert.Equal("x", Open("\uFEFF{\"x\":1}\n").Schema.Columns[0].Name);

    [Fact]
    public void The_schema_is_open_for_names_that_later_rows_may_have()
    {
        var schema = Open("{\"x\":1}\n").Schema;

        Assert.Equal(1, schema.IndexOf("later"));
        Assert.Equal(["later"], schema.AskedFor.Select(column => column.Name));
        Assert.Equal(["x"], schema.Found.Select(column => column.Name));
    }

    private static string Canonical(Schema schema, Value[] cells)
    {
        var output = new ArrayBufferWriter<byte>();
        RowJson.Write(schema, [0], cells, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static async Task<string> Show(ISource source)
    {
        var shown = new List<string>();
        var x = source.Schema.IndexOf("x");
        var cells = new Value[8];
        await foreach (var chunk in source.ReadAsync(1, [x], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (chunk.ProblemOf(i) is { } problem) shown.Add(FormattableString.Invariant($"{problem.Place.Line}:{problem.Code}"));
                    else
                    {
                        chunk.Read(i, cells);
                        shown.Add(cells[x].IsNull ? "∅" : cells[x].ToString());
                    }
                }
            }
        }

        return string.Join(' ', shown);
    }

    private ISource Open(string text, JsonOptions? options = null) => Open(Encoding.UTF8.GetBytes(text), options);

    private ISource Open(byte[] text, JsonOptions? options = null) =>
        Opening.Open(folder.Write("rows.ndjson", text), [], section => new JsonFormat(options ?? new(), section))
            ?? throw new InvalidOperationException("The file was just written.");
}
