using System.Text;

namespace Loader.Tests.Sources.Csv;

public sealed class CsvEncodingTests : IDisposable
{
    private const string Text = "id,name\n1,Ünïcödé\n2,\"café, €\"\n";
    private readonly CsvFiles files = new();

    public CsvEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("utf-8", false, "auto", "utf-8")]
    [InlineData("utf-8", true, "auto", "utf-8")]
    [InlineData("utf-8", true, "utf-8", "utf-8")]
    [InlineData("utf-16", true, "auto", "utf-16")]
    [InlineData("utf-16", true, "utf-16le", "utf-16")]
    [InlineData("utf-16", false, "utf-16le", "utf-16")]
    [InlineData("utf-16", false, "utf-16", "utf-16")]
    [InlineData("utf-16BE", true, "auto", "utf-16BE")]
    [InlineData("utf-16BE", true, "utf-16", "utf-16BE")]
    [InlineData("utf-16BE", false, "utf-16be", "utf-16BE")]
    [InlineData("utf-32", true, "auto", "utf-32")]
    [InlineData("windows-1252", false, "windows-1252", "windows-1252")]
    [InlineData("iso-8859-15", false, "iso-8859-15", "iso-8859-15")]
    [InlineData("gb18030", false, "gb18030", "gb18030")]
    public async Task A_file_reads_the_same_in_every_encoding(string written, bool mark, string said, string known)
    {
        var encoding = Encoding.GetEncoding(written);
        files.Write([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)]);

        Assert.Equal(["[1|Ünïcödé]", "[2|café, €]"], await files.Rows(("encoding", said)));
        await using var source = files.Open(("encoding", said));
        Assert.Equal(known, source!.Rejected.Encoding, ignoreCase: true);
        Assert.Equal("id", source.Schema.Columns[0].Name);
    }

    [Fact]
    public async Task Latin_1_has_a_character_for_every_byte()
    {
        files.Write([.. "a\n"u8, 0xE9, 0x81, 0xFF, (byte)'\n']);

        Assert.Equal(["[é\u0081ÿ]"], await files.Rows(("encoding", "latin1")));
    }

    public static TheoryData<string, byte[], string[]> BadBytes => new()
    {
        { "utf-8", [.. "a,b\n1,caf\u00e9\n2,"u8, 0xE9, .. "\n3,x\n"u8], ["[1|café]", "3: CSV013", "[3|x]"] },
        { "utf-8", [.. "a,b\n1,"u8, 0xC0, 0xAF, .. "\n2,"u8, 0xED, 0xA0, 0x80, .. "\n3,"u8, 0xE2, 0x82], ["2: CSV013", "3: CSV013", "4: CSV013"] },
        { "windows-1252", [.. "a,b\n1,"u8, 0x80, .. "\n2,"u8, 0x81, .. "\n3,x\n"u8], ["[1|€]", "3: CSV013", "[3|x]"] },
        { "us-ascii", [.. "a,b\n1,"u8, 0xE9, .. "\n3,x\n"u8], ["2: CSV013", "[3|x]"] },
        { "shift_jis", [.. "a,b\n1,"u8, 0x93, 0xFA, .. "\n2,"u8, 0x81, .. "\n3,x\n"u8], ["[1|日]", "3: CSV013", "[3|x]"] },
        { "utf-16le", [.. Utf16("a,b\n1,x\ud800y\n2,\ud83d\ude00\n3,\udc00"), 0x41], ["2: CSV013", "[2|😀]", "4: CSV013"] },
    };

    [Theory]
    [MemberData(nameof(BadBytes))]
    public async Task Bytes_that_are_not_text_fail_their_row_and_are_never_replaced(string encoding, byte[] content, string[] rows)
    {
        files.Write(content);

        Assert.Equal(rows, await files.Rows(("encoding", encoding)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Characters_are_whole_wherever_the_borders_of_chunks_fall(int chunkBytes)
    {
        var content = Encoding.Unicode.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => $"{n},😀é日{n}\n")));
        files.Write([0xFF, 0xFE, .. content]);
        await using var source = files.Open(new Loader.Sources.Csv.CsvOptions { Path = "", ChunkBytes = chunkBytes });

        Assert.Equal(Enumerable.Range(0, 5000).Select(n => $"[{n}|😀é日{n}]"), await CsvFiles.Show(source));
    }

    private static byte[] Utf16(string text) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()).ToArray();
}
