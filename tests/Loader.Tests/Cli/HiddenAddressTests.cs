using Loader.Books;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Tests.Sending;
using Loader.Tests.Sources;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Cli;

/// <summary>What the environment puts into an address is a secret wherever the address, or an answer that quotes it, is shown or written down.</summary>
public sealed class HiddenAddressTests : IDisposable
{
    private const string Key = "hook-key/of-mine";
    private const string Signature = "signed with ü";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{0}hooks/${{KEY}}/in?sig=${{SIG}}&v=1", "{0}hooks/[secret]/in?sig=…&v=…")]
    [InlineData("${{WHOLE}}", "{0}hooks/[secret]/in?sig=…&v=…")]
    public async Task No_command_shows_it_and_no_file_holds_it(string url, string shown)
    {
        await using var server = await Collector.StartAsync(AnswerAsync);
        var variable = Environment(server);
        Write(Form(url, server), Form("{0}files/${{KEY}}/rows.csv", server));

        foreach (var command in (string[])["check", "plan", "preview", "rehearse", "run", "status", "report"])
        {
            string[] words = command switch
            {
                "check" or "preview" => [command, folder.PathOf("mapping.yaml")],
                "status" => [command, "hooks", "--runs", folder.PathOf("runs")],
                "report" => [command, "--runs", folder.PathOf("runs"), "--format", "html"],
                _ => [command, folder.PathOf("mapping.yaml"), "--runs", folder.PathOf(command == "rehearse" ? "rehearsed" : "runs")],
            };
            var said = await Typed.RunAsync(Catalogs.Default, variable, Typed.Wide, words);

            Assert.True(said.ExitCode != ExitCode.Fault, said.ToString());
            AssertHidden(said.ToString());
            if (command == "run") Assert.Equal(ExitCode.SomeFailed, said.ExitCode);
            if (command == "status") Assert.Contains(Form(shown, server), said.Output, StringComparison.Ordinal);
        }

        var files = Directory.GetFiles(folder.PathOf("runs"), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => AssertHidden(File.ReadAllText(file)));
        Assert.Contains(files, file => File.ReadAllText(file).Contains("no hook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_key_is_another_endpoint()
    {
        await using var server = await Collector.StartAsync(AnswerAsync);
        Write(Form("{0}hooks/${{KEY}}/in?sig=${{SIG}}", server), Form("{0}files/rows.csv", server));
        string[] run = ["run", folder.PathOf("mapping.yaml"), "--runs", folder.PathOf("runs"), "--retry-failed"];
        await Typed.RunAsync(Catalogs.Default, Environment(server), Typed.Wide, run[..^1]);

        var again = await Typed.RunAsync(Catalogs.Default, Environment(server), Typed.Wide, run);
        var signed = await Typed.RunAsync(Catalogs.Default, name => name == "SIG" ? "signed anew" : Environment(server)(name), Typed.Wide, run);
        var other = await Typed.RunAsync(Catalogs.Default, name => name == "KEY" ? "another-key" : Environment(server)(name), Typed.Wide, run);

        Assert.Equal((ExitCode.SomeFailed, ExitCode.SomeFailed), (again.ExitCode, signed.ExitCode));
        Assert.Equal(ExitCode.Unusable, other.ExitCode);
        Assert.Contains(BookCodes.Changed.Id, other.Talk, StringComparison.Ordinal);
        Assert.Contains("the hidden part of the endpoint changed", other.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("another-key", other.ToString(), StringComparison.Ordinal);
    }

    private static string Form(string text, Collector server) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, server.Address);

    private static Func<string, string?> Environment(Collector server) => name => name switch
    {
        "KEY" => Key,
        "SIG" => Uri.EscapeDataString(Signature),
        "WHOLE" => $"{server.Address}hooks/0123456789-abcdefg/in?sig={Uri.EscapeDataString(Signature)}&v=1",
        _ => null,
    };

    private static void AssertHidden(string text) => Assert.All(
        (string[])[Key, "of-mine", Signature, Uri.EscapeDataString(Signature), "0123456789"],
        secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

    private static Task AnswerAsync(HttpContext context, string body)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/files/", StringComparison.Ordinal)) return context.Response.WriteAsync("id,total\nA1,1.50\nA2,2.50\n");
        context.Response.StatusCode = 400;
        return context.Response.WriteAsync($"there is no hook {path} {context.Request.QueryString} {context.Request.Query["sig"]}");
    }

    private void Write(string url, string path) => File.WriteAllText(folder.PathOf("mapping.yaml"), $$"""
        mapping: hooks
        from:
          csv: { path: "{{path}}", delimiter: "," }
        columns:
          total: decimal
        key: = id
        event:
          order: = id
          value: = total
        to:
          http:
            url: "{{url}}"
        """);
}
