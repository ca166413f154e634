using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Loader.Reports;
using Loader.Tests.Architecture;
using Loader.Tests.Reports;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary><c>loader test</c> as it is typed: exit codes, what is said, what CI systems get.</summary>
public sealed partial class TestCommandTests
{
    private const string Mapping = """
        from: { csv: { path: no-such-file.csv } }
        columns:
          total: decimal
          paid_at: time("yyyy-MM-dd HH:mm", "Europe/Rome")
        key: = order_id
        skip:
          not_paid: = status != "paid"
          test_order: = email | ends_with("@test.example.com")
        event:
          name: purchase
          at: = paid_at
          value: = total
          coupon: = coupon ?? "none"
          country: = country | upper
        to: { http: { url: "https://hooks.shop.example/orders" } }

        """;

    private const string Passing = """
        tests:
          - name: a paid order
            row: { order_id: A1, status: paid, total: 12.50, country: it, paid_at: 2026-03-01 10:00, email: a@example.com }
            expect: { value: 12.50, coupon: none, country: IT }
          - name: an open order
            row: { order_id: A2, status: open }
            skipped: not_paid

        """;

    private const string Failing = Passing + """
          - name: a paid order with a coupon
            row: { order_id: A3, status: paid, total: 12.5, coupon: "<SPRING>", paid_at: 2026-03-01 10:00 }
            expect: { value: 12.50, coupon: SPRING, at: 2026-03-01T10:00:00Z }
          - name: a total that is none
            row: { order_id: A4, status: paid, total: twelve }
            expect: { value: 12 }

        """;

    private static readonly string[] Examples = Directory.GetFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml");

    public static TheoryData<string> Names => [.. Examples.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_tests_of_every_example_pass_and_exercise_nearly_all_of_it(string name)
    {
        var typed = await Typed.RunAsync("test", Path.Combine(Repository.Root, "mappings", name), "--min-coverage", "90%");

        Assert.True(typed.ExitCode == ExitCode.Done, typed.ToString());
        Assert.Contains(" passed, coverage ", typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test-passed", Passing)]
    [InlineData("test-failed", Failing)]
    [InlineData("test-none", "")]
    [InlineData("test-too-little", Passing, "--min-coverage", "90%")]
    [InlineData("test-none-too-little", "", "--min-coverage", "1")]
    [InlineData("test-filter", Failing, "--filter", "COUPON")]
    [InlineData("test-filter-none", Failing, "--filter", "refund")]
    [InlineData("test-no-percent", Passing, "--min-coverage", "much")]
    [InlineData("test-mistakes", "tests: [ { name: a, row: { order_id: A1, stauts: open }, skipped: not_payed } ]")]
    public async Task Screens(string golden, string tests, params string[] flags)
    {
        using var folder = new TemporaryFolder();

        var typed = await RunAsync(folder, Mapping + tests, flags);

        GoldenFile.Verify($"golden/{golden}.txt", typed.ToString());
    }

    [Fact]
    public async Task Help() => GoldenFile.Verify("golden/help-test.txt", (await Typed.RunAsync("test", "--help")).ToString());

    [Theory]
    [InlineData(Passing, ExitCode.Done)]
    [InlineData(Failing, ExitCode.SomeFailed)]
    [InlineData("", ExitCode.Done)]
    [InlineData("tests: [ 5 ]", ExitCode.Unusable)]
    public async Task Exit_codes(string tests, int exit)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(exit, (await RunAsync(folder, Mapping + tests)).ExitCode);
    }

    [Fact]
    public async Task Several_mappings_end_with_the_worst()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good.yaml", Encoding.UTF8.GetBytes(Mapping + Passing));
        var bad = folder.Write("bad.yaml", Encoding.UTF8.GetBytes(Mapping + Failing));
        var broken = folder.Write("broken.yaml", "event: ["u8.ToArray());

        Assert.Equal(ExitCode.SomeFailed, (await Typed.RunAsync("test", bad, good)).ExitCode);
        Assert.Equal(ExitCode.Unusable, (await Typed.RunAsync("test", broken, bad, good)).ExitCode);
    }

    [Fact]
    public async Task Ci_systems_get_an_xml_file()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.Write("broken.yaml", "mapping: x\ntests: [ 5 ]"u8.ToArray());

        await RunAsync(folder, Mapping + Failing, broken, "--min-coverage", "99", "--junit", folder.PathOf("results.xml"));

        var xml = await File.ReadAllTextAsync(folder.PathOf("results.xml"));
        GoldenFile.Verify("golden/test-junit.xml", Seconds().Replace(xml.Replace(folder.FullName, "FOLDER", StringComparison.Ordinal), "time=\"0\""));
        Assert.Equal("6", XDocument.Parse(xml).Root!.Attribute("tests")!.Value);
    }

    [Fact]
    public async Task A_junit_file_that_cannot_be_written_is_said()
    {
        using var folder = new TemporaryFolder();

        var typed = await RunAsync(folder, Mapping + Passing, "--junit", folder.PathOf("no-such-folder/results.xml"));

        Assert.Equal(ExitCode.Unusable, typed.ExitCode);
        Assert.Contains("cannot be written", typed.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_the_mistakes_of_tests()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rows.csv", "order_id,status,total,paid_at,email,coupon,country\nA1,paid,1,,,,\n"u8.ToArray());

        var typed = await RunAsync(folder, "check", Mapping.Replace("no-such-file.csv", folder.PathOf("rows.csv"), StringComparison.Ordinal) + """
            tests:
              - { row: { order_id: A1, stauts: paid }, expect: { vaule: 1, at: '= order_id' } }
              - { row: { order_id: A1 }, skipped: not_payed }
              - { row: { order_id: A1 }, rejected: negative }
              - { row: { order_id: [ 1 ] }, expect: { at: now } }
              - { row: { order_id: A1 }, now: yesterday, expect: {} }
              - { row: { order_id: A1 } }
              - { row: { order_id: A1 }, expect: {}, skipped: not_paid }
              - { rwo: { order_id: A1 }, expect: {} }
              - { cases: FOLDER/no-such-cases.csv }
              - 5

            """, []);

        GoldenFile.Verify("golden/check-tests.txt", typed.ToString());
    }

    private static Task<Typed> RunAsync(TemporaryFolder folder, string mapping, params string[] flags) => RunAsync(folder, "test", mapping, flags);

    private static async Task<Typed> RunAsync(TemporaryFolder folder, string command, string mapping, string[] flags)
    {
        var typed = await Typed.RunAsync([
            command,
            folder.Write("m.yaml", Encoding.UTF8.GetBytes(mapping.Replace("FOLDER", folder.FullName, StringComparison.Ordinal))),
            .. flags,
        ]);
        return typed with { Output = folder.Hide(typed.Output), Talk = folder.Hide(typed.Talk) };
    }

    [GeneratedRegex("time=\"[\\d.]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Seconds();
}
