using System.Globalization;

namespace Loader.Benchmarks.Processes;

/// <summary>wrk with one thread and 32 connections posting one fixed body: what the machine and the sink allow.</summary>
internal static class Wrk
{
    private const string Program = "/usr/bin/wrk";

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Requests per second over some seconds.</summary>
    public static async Task<double> RequestsPerSecondAsync(Uri url, byte[] body, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("loader-wrk-");
        try
        {
            var file = Path.Combine(folder.FullName, "body");
            var script = Path.Combine(folder.FullName, "post.lua");
            await File.WriteAllBytesAsync(file, body);
            await File.WriteAllTextAsync(script, """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Origin"] = "https://shop.example"
                function init(args)
                  local f = io.open(args[1], "rb"); wrk.body = f:read("*a"); f:close()
                end
                """);
            var run = await MeasuredRun.OfAsync(Program, ["-t1", "-c32", $"-d{seconds}s", "-s", script, url.ToString(), "--", file]);
            var line = run.Output.Split('\n').First(l => l.StartsWith("Requests/sec:", StringComparison.Ordinal));
            return double.Parse(line["Requests/sec:".Length..], CultureInfo.InvariantCulture);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
