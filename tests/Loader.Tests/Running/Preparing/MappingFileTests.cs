using System.Text;
using Loader.Mappings.Findings;
using Loader.Running.Preparing;
using Loader.Tests.Sources;

namespace Loader.Tests.Running.Preparing;

public sealed class MappingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FindingList findings = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_text_in_UTF8_is_read_with_and_without_a_byte_order_mark()
    {
        folder.Write("a.yaml", Encoding.UTF8.GetBytes("mapping: é"));
        folder.Write("b.yaml", [.. Encoding.UTF8.Preamble, .. "mapping: é"u8]);

        Assert.Equal("mapping: é", MappingFile.Read(folder.PathOf("a.yaml"), findings));
        Assert.Equal("mapping: é", MappingFile.Read(folder.PathOf("b.yaml"), findings));
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("purchases.yml", "there is no file 'F/purchases.yml' in HERE\n  hint: did you mean 'F/purchases.yaml'?")]
    [InlineData("else.yaml", "there is no file 'F/else.yaml' in HERE")]
    [InlineData("no/such.yaml", "there is no file 'F/no/such.yaml' in HERE\n  hint: there is no folder 'F/no'")]
    [InlineData("subb/x.yaml", "there is no file 'F/subb/x.yaml' in HERE\n  hint: did you mean the folder 'F/sub'?")]
    [InlineData("sub", "'F/sub' is a folder\n  hint: name one mapping file in it")]
    [InlineData("data.bin", "'F/data.bin' is not a text in UTF-8\n  hint: a mapping is a YAML text; is this the data file?")]
    [InlineData("large.yaml", "'F/large.yaml' is larger than 4 MB; a mapping is a short text")]
    public void What_cannot_be_read_is_a_finding_that_says_what_to_do(string name, string message)
    {
        folder.Write("purchases.yaml", "mapping: x"u8.ToArray());
        folder.Write("data.bin", [0x50, 0xFF, 0xFE]);
        folder.Write("large.yaml", new byte[(4 << 20) + 1]);
        Directory.CreateDirectory(folder.PathOf("sub"));

        Assert.Null(MappingFile.Read(folder.PathOf(name), findings));

        var shown = Assert.Single(findings).ToString().Replace(folder.FullName, "F", StringComparison.Ordinal).Replace(
            Directory.GetCurrentDirectory(),
            "HERE",
            StringComparison.Ordinal);
        Assert.Equal($"F/{name}: error RUN001: {message}", shown.Replace('\\', '/'));
    }
}
