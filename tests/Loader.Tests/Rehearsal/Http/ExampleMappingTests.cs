using Loader.Books.Records;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Reports;
using Loader.Running;
using Loader.Running.Preparing;
using Loader.Settings;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;
using Loader.Tests.Support;

namespace Loader.Tests.Rehearsal.Http;

/// <summary>Each worked example of docs/destinations/http.md, rehearsed against the rules of its service: the service's list equals the books.</summary>
public sealed class ExampleMappingTests
{
    [Theory]
    [InlineData("meta-offline-conversions", 108, 12, 0)]
    [InlineData("google-data-manager", 109, 11, 0)]
    [InlineData("webhook-orders", 110, 10, 0)]
    [InlineData("segment-orders", 109, 11, 0)]
    [InlineData("mixpanel-import", 109, 10, 1)]
    [InlineData("posthog-batch", 109, 11, 0)]
    [InlineData("matomo-bulk", 110, 10, 0)]
    public async Task The_service_takes_what_the_books_call_sent(string mapping, int sent, int skipped, int failed)
    {
        var (report, received) = await RehearseAsync(mapping);

        Assert.Equal((sent, skipped, failed), (report.Counts.Sent, report.Counts.Skipped, report.Counts.Failed));
        Assert.Equal(0, report.Counts.Uncertain);
        Assert.Equal(sent, received.Accepted);
        Assert.Equal(sent, received.TimesById().Count);
        Assert.Empty(received.Lost);
    }

    [Theory]
    [InlineData("meta-offline-conversions")]
    [InlineData("google-data-manager")]
    [InlineData("webhook-orders")]
    [InlineData("mixpanel-import")]
    public async Task Through_trouble_the_same_rows_arrive(string mapping)
    {
        var (calm, _) = await RehearseAsync(mapping);
        var (report, received) = await RehearseAsync(mapping, "500*1, 429*1, 503@10%, close-after-accept*1");

        Assert.Equal(calm.Counts.Sent, report.Counts.Sent);
        Assert.Equal(report.Counts.Sent, received.TimesById().Count);
    }

    [Fact]
    public async Task The_request_ids_of_Google_are_kept()
    {
        using var folder = new TemporaryFolder();
        await RehearseAsync("google-data-manager", folder: folder);

        var receipt = Assert.Single(ReceiptLog.Read(folder.PathOf("books")));
        Assert.Equal("rehearsal-1", receipt.Text);
        Assert.Equal(109, receipt.Rows);
    }

    [Fact]
    public async Task No_secret_is_in_any_file_of_a_run()
    {
        using var folder = new TemporaryFolder();
        foreach (var mapping in (string[])["meta-offline-conversions", "webhook-orders", "mixpanel-import", "posthog-batch", "matomo-bulk"])
        {
            await RehearseAsync(mapping, folder: folder, restart: true);
            Assert.All(
                Directory.GetFiles(folder.PathOf("books"), "*", SearchOption.AllDirectories),
                file => Assert.DoesNotContain("hush-hush", File.ReadAllText(file), StringComparison.Ordinal));
        }
    }

    private static string? Variable(string name) => name switch
    {
        "MATOMO_URL" or "GOOGLE_CREDENTIALS" => null,
        "META_DATASET" or "GOOGLE_ADS_CUSTOMER" or "CONVERSION_ACTION" or "MIXPANEL_PROJECT" => "1234567890",
        _ => $"hush-hush-{name}",
    };

    private static async Task<(Report Report, ReceivedLog Received)> RehearseAsync(
        string mapping,
        string faults = "",
        TemporaryFolder? folder = null,
        bool restart = false)
    {
        using var own = new TemporaryFolder();
        FindingList findings = [];
        var clock = new FakeTime(jumps: TimeSpan.FromSeconds(20));
        var context = new OptionContext(findings, Variable, new()) { IsRehearsal = true, Clock = clock };
        var flags = new RunFlags
        {
            Mapping = Path.Combine(Repository.Root, "mappings", mapping + ".yaml"),
            From = Path.Combine(Repository.Root, "sample-data", "conversions.csv"),
            ToEndpoint = "http://127.0.0.1:9/",
            Restart = restart,
        };
        await using var prepared = await Preparation.PrepareAsync(flags, Catalogs.Default, context, CancellationToken.None);
        Assert.True(prepared is not null, string.Join('\n', findings));
        var script = FaultScript.Parse(faults, seed: 7, findings)!;
        await using var endpoint = await RehearsalEndpoint.StartAsync(RehearsalRules.For(prepared.Destination)!, script, new(), CancellationToken.None);
        var readdressed = Preparation.Readdress(prepared, new(endpoint.Address, RehearsalRules.Path), Catalogs.Default, context);
        var run = new LoadRun(readdressed, (folder ?? own).PathOf("books"), clock);
        var report = await run.RunAsync(
            new("1.0", "loader rehearse", _ => null),
            findings,
            (_, _, load) => load,
            () => null,
            CancellationToken.None,
            CancellationToken.None);
        Assert.True(report is not null, string.Join('\n', findings));
        return (report, endpoint.Received);
    }
}
