using System.Globalization;
using System.Security.Cryptography;
using Loader.EndToEnd.Resuming;

namespace Loader.EndToEnd;

/// <summary>What does not load leaves no trace in the books of a load, and sends nothing.</summary>
public sealed class DryRunTests
{
    private const string Test = """
        tests:
          - name: an order
            row: { id: o1, total: "1.50" }
            expect: { total: 1.50 }
        """;

    private static readonly string[] DoNotLoad =
    [
        "check mapping.yaml",
        "plan mapping.yaml",
        "preview mapping.yaml",
        "explain mapping.yaml --row 2",
        "explain BOOK002",
        "test mapping.yaml",
        "init rows.csv --to nameless",
        "rows rows.csv",
        "status",
        "status orders",
        "status orders --json --show-values",
        "report orders",
        "report orders --format json --show-values",
        "rehearse mapping.yaml",
        "rehearse mapping.yaml --faults 500@50%",
    ];

    [Fact]
    public async Task Books_stay_byte_by_byte_under_everything_that_does_not_load()
    {
        await using var shop = await Shop.OpenAsync(8, more: Test);
        shop.Hook.Deals = id => id switch { "o2" => Deal.Refuse, "o3" => Deal.TakeAndHangUp, _ => Deal.Take };
        await shop.RunAsync(5, "--limit", "4");
        await KillAsync(shop);
        var (before, requests) = (Content(shop.Books), shop.Hook.Requests);

        foreach (var line in DoNotLoad)
        {
            var ended = await shop.SayAsync(line.Split(' '));

            Assert.True(ended.ExitCode is 0 or 3 or 5, $"{line}: {ended}");
            Assert.True(before.SequenceEqual(Content(shop.Books)), $"{line}: {string.Join('\n', Content(shop.Books).Except(before))}");
            Assert.Equal(requests, shop.Hook.Requests);
        }
    }

    /// <summary>Leaves rows in flight in books that nobody has given back.</summary>
    private static async Task KillAsync(Shop shop)
    {
        var before = shop.Hook.Requests;
        shop.Hook.FromNowOn(_ => Deal.Hold);
        using var run = shop.Start("--quiet");
        await shop.Hook.ArrivedAsync(before + 4);
        run.Kill();
        await run.EndAsync();
    }

    private static List<string> Content(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => string.Create(
                CultureInfo.InvariantCulture,
                $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")),
    ];
}
