using System.Text;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Testing;
using Loader.Tests.Sources;

namespace Loader.Tests.Testing;

/// <summary>A mapping's text with tests, run: the results, or the findings that kept them from being run.</summary>
internal sealed record Tested(TestRun? Run, FindingList Findings)
{
    /// <summary>Three columns as texts, one of them a decimal; nothing of it is on disk.</summary>
    public const string Mapping = """
        from: { csv: { path: no-such-file.csv, nulls: ["", "NULL"] } }
        columns: { total: decimal }
        key: = id
        skip: { open: = status == "open" }
        reject: { negative: = total < 0 }
        event: { name: = name | trim, total: = total, coupon: = coupon ?? "none", place: { city: = city }, tags: [a, = tag] }
        to: { http: { url: "https://hooks.shop.example/orders" } }

        """;

    /// <summary>Every difference, as <c>name: field: expected X, got Y</c>.</summary>
    public IEnumerable<string> Differences =>
        Run!.Results.SelectMany(result => result.Differences.Select(difference => $"{result.Test.Name}: {difference.Field}: expected {difference.Expected}, got {difference.Got}"));

    public IEnumerable<string> Unreached => Run!.Coverage.Points.Where(point => !point.IsReached).Select(point => point.Unreached);

    /// <param name="entries">What stands below <c>tests:</c>.</param>
    public static Task<Tested> OfAsync(string entries) => OfMappingAsync(Mapping + "tests:\n" + entries);

    public static async Task<Tested> OfMappingAsync(string mapping, params (string Name, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in files) folder.Write(name, Encoding.UTF8.GetBytes(text));
        var path = folder.Write("m.yaml", Encoding.UTF8.GetBytes(mapping.Replace("FOLDER", folder.FullName, StringComparison.Ordinal)));
        FindingList findings = [];

        // The machine's environment is asked for by nobody.
        var context = new OptionContext(findings, name => throw new InvalidOperationException($"{name} was asked for"), new());
        var suite = await TestSuite.ReadAsync(path, Catalogs.Default, context, CancellationToken.None);
        return new(suite is null ? null : TestRun.Of(suite, _ => true, findings, CancellationToken.None), findings);
    }
}
