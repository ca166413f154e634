using Loader.Mappings.Functions;
using Loader.Tests.Architecture;

namespace Loader.Tests.Cli;

/// <summary>The pages that are made of the catalogs are those that the catalogs make.</summary>
public sealed class ReferencePageTests
{
    [Theory]
    [InlineData("functions", "functions.md")]
    [InlineData("errors", "errors.md")]
    [InlineData("schema", "mapping.schema.json")]
    public async Task A_page_of_the_reference_is_what_the_catalogs_say(string page, string file)
    {
        var typed = await Typed.RunAsync("reference", page);
        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", file));

        Assert.Equal(0, typed.ExitCode);
        Assert.True(typed.Output == kept.ReplaceLineEndings("\n"), $"docs/{file} is stale. Make it again: loader reference {page} > docs/{file}");
    }

    [Fact]
    public async Task Every_function_and_its_examples_are_on_the_page()
    {
        var page = (await Typed.RunAsync("reference", "functions")).Output;

        Assert.True(FunctionCatalog.All.Count >= 90);
        Assert.All(FunctionCatalog.All, entry => Assert.Contains($"### {entry.Name}\n\n`{entry.Signature}`", page, StringComparison.Ordinal));
    }
}
