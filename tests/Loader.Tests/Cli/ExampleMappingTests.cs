using Loader.Reports;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>The example mappings work as they are: they pass the check, and those whose sample data is beside them load into the embedded endpoint.</summary>
public sealed class ExampleMappingTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_mapping_has_no_mistakes(string name)
    {
        using var copy = new Copy(name);

        var typed = await Typed.RunAsync("check", copy.Path);

        Assert.True(typed.ExitCode == ExitCode.Done, typed.ToString());
    }

    [Theory]
    [InlineData("order-lines.yaml", 423, 388, 179)]
    [InlineData("refunds.yaml", 120, 100, 134)]
    [InlineData("warehouse-purchases.yaml", 500, 498, 498)]
    public async Task An_example_mapping_loads_into_the_embedded_endpoint(string name, int read, int sent, int events)
    {
        using var copy = new Copy(name);
        using var runs = new TemporaryFolder();

        var typed = await Typed.RunAsync("rehearse", copy.Path, "--runs", runs.FullName);

        Assert.Matches($@"\n  read +{read}\n  sent +{sent}\n", typed.Output);
        Assert.Contains($"took in {events} different events in {events} requests", typed.Output, StringComparison.Ordinal);
        Assert.Contains("the books balance", typed.Output, StringComparison.Ordinal);
    }

    /// <summary>The mapping with the path of its sample data from wherever the tests run.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Copy(string name)
        {
            var text = File.ReadAllText(System.IO.Path.Combine(Repository.Root, "mappings", name));
            Path = folder.Write(
                name,
                System.Text.Encoding.UTF8.GetBytes(text.Replace("path: sample-data/", $"path: {Repository.Root}/sample-data/", StringComparison.Ordinal)));
        }

        public string Path { get; }

        public void Dispose() => folder.Dispose();
    }
}
