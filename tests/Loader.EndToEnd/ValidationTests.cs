using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Loader.EndToEnd;

/// <summary>With <c>validate: true</c> the first events go to the debug endpoint, and only when it is content does anything else go anywhere.</summary>
public sealed class ValidationTests : IAsyncLifetime
{
    private const string Fault =
        """{"validationMessages":[{"fieldPath":"events.params","description":"the coupon is odd","validationCode":"VALUE_INVALID"}]}""";
    private readonly Lock gate = new();
    private readonly List<string> paths = [];
    private readonly WebApplication google;
    private string fault = """{"validationMessages":[]}""";

    public ValidationTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        google = builder.Build();
        google.Run(async context =>
        {
            lock (gate) paths.Add(context.Request.Path.Value!);
            context.Response.StatusCode = 200;
            if (context.Request.Path.Value!.StartsWith("/debug/", StringComparison.Ordinal)) await context.Response.WriteAsync(fault);
        });
    }

    public Task InitializeAsync() => google.StartAsync();

    public async Task DisposeAsync() => await google.DisposeAsync();

    [Fact]
    public async Task Faults_that_the_debug_endpoint_finds_keep_the_run_from_beginning()
    {
        fault = Fault;
        using var place = Place();

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("row 1: the destination's validation says: VALUE_INVALID: events.params: the coupon is odd", ended.Talk, StringComparison.Ordinal);
        Assert.All(paths, path => Assert.Equal("/debug/mp/collect", path));
    }

    [Fact]
    public async Task When_it_finds_none_everything_is_sent()
    {
        using var place = Place();

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(10, paths.Count(path => path == "/debug/mp/collect"));
        Assert.Contains("/mp/collect", paths);
    }

    private Workplace Place()
    {
        var place = new Workplace();
        var rows = new StringBuilder("id,client\n");
        for (var i = 1; i <= 30; i++) rows.Append(FormattableString.Invariant($"{i},{i}.7\n"));
        place.Write("rows.csv", rows.ToString());
        place.Write("mapping.yaml", $$"""
            mapping: validated
            from:
              csv: { path: rows.csv, delimiter: "," }
            key: = id
            event: { name: visit, client_id: = client, timestamp: = now }
            to:
              ga4:
                measurement_id: G-ABC1234567
                api_secret: ${GA4_SECRET:-s3cret-11}
                validate: true
                endpoint: {{google.Urls.First()}}/mp/collect
            """);
        return place;
    }
}
