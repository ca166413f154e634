using System.Diagnostics;
using System.Globalization;

namespace Loader.Benchmarks.Processes;

/// <summary>One finished process: how long, how much CPU, how much memory at its peak.</summary>
internal sealed record MeasuredRun(TimeSpan Wall, TimeSpan Cpu, long PeakBytes, int ExitCode, string Output)
{
    /// <summary>Runs a program to its end. Memory is the kernel's high-water mark, read while the process lives (0 where /proc is missing).</summary>
    public static async Task<MeasuredRun> OfAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        var before = ChildUsage.Cpu();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var talk = process.StandardError.ReadToEndAsync();
        var exit = process.WaitForExitAsync();
        var peak = 0L;
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(10)));
        }

        await exit;
        clock.Stop();
        return new(clock.Elapsed, ChildUsage.Cpu() - before, peak, process.ExitCode, await output + await talk);
    }

    private static long HighWaterMark(int process)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return long.Parse(line.AsSpan(6).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
                }
            }
        }
        catch (IOException)
        {
            // It ended between the question and the answer.
        }

        return 0;
    }
}
