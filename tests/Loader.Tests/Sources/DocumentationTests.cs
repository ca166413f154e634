using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Sources;
using Loader.Tests.Architecture;

namespace Loader.Tests.Sources;

/// <summary>The example of a source's page is one that the source takes: every setting in it exists and has a form that can be read.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("bigquery.md")]
    [InlineData("postgres.md")]
    [InlineData("xlsx.md")]
    [InlineData("remote.md")]
    public async Task The_example_of_a_page_has_no_mistake(string page)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "sources", page));
        var start = text.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var findings = new FindingList();
        var from = (YamlMap)((YamlMap)YamlReader.Read(text[start..text.IndexOf("```", start, StringComparison.Ordinal)], page, findings)!).Find("from")!.Value;
        var entry = Assert.Single(from.Entries);
        var kind = SourceCatalog.Default.Find(entry.Name);

        // The places that it names are not asked: a file that is not there takes that of the path, a variable that is missing that of the database.
        var elsewhere = entry.Name == "postgres" ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = "nothing-of-that-name" };
        await kind!.OpenAsync(
            new(entry.Name, entry.Value, new(findings, _ => null, new()) { VariablesMayBeMissing = true }, entry.Place, elsewhere),
            CancellationToken.None);

        Assert.Equal([entry.Name == "postgres" ? "SET006" : "INP001"], findings.Select(finding => finding.Code.Id));
    }
}
