using System.Diagnostics;
using System.Text;

namespace Loader.EndToEnd;

/// <summary>The real executable, started as a person or a CI job starts it.</summary>
internal sealed class LoaderProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder talk = new();

    private LoaderProcess(Process process) => this.process = process;

    /// <summary>The program under test.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "loader.exe" : "loader");

    public int Id => process.Id;

    /// <summary>Starts it in a folder with nothing of this machine's environment that a mapping could read.</summary>
    public static LoaderProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A job in the background of a script inherits "ignore SIGINT", and the runtime keeps to that: the tests mean a process started in the foreground.
        string[] command = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT,TERM", Executable, .. arguments] : [Executable, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("GITHUB_STEP_SUMMARY");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var started = new LoaderProcess(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => Append(started.output, line.Data);
        started.process.ErrorDataReceived += (_, line) => Append(started.talk, line.Data);
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Pipes text into it, as another program does that prints it, and waits for its end. It may end before it has read all.</summary>
    public static async Task<Ended> PipeAsync(string folder, string text, params string[] arguments)
    {
        using var started = Start(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);
        try
        {
            await using var input = started.process.StandardInput.BaseStream;
            await input.WriteAsync(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // It does not read any more; how it ended says why.
        }

        return await started.EndAsync();
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<Ended> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var started = Start(folder, environment, arguments);
        return await started.EndAsync();
    }

    public static Task<Ended> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public async Task<Ended> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException tooLong)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the loader did not end within {Patience.TotalSeconds:0} s; it said:\n{output}\n{talk}", tooLong);
        }

        lock (output) lock (talk) return new(process.ExitCode, output.ToString(), talk.ToString());
    }

    /// <summary>Ends when it has said something on standard error.</summary>
    public async Task SaidAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!Has(words)) await timer.WaitForNextTickAsync(patience.Token);

        bool Has(string text)
        {
            lock (talk) return talk.ToString().Contains(text, StringComparison.Ordinal);
        }
    }

    public bool HasEnded => process.HasExited;

    /// <summary>The most memory it had so far, in bytes; 0 when nobody can say any more.</summary>
    public long PeakMemory
    {
        get
        {
            try
            {
                process.Refresh();
                return process.PeakWorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    public void Kill() => process.Kill();

    /// <summary>Sends a signal, by the name that <c>kill</c> knows: <c>-TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }
}

/// <summary>A process that has ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Talk)
{
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Talk}";
}
