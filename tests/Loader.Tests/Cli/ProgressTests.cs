using System.Threading.Channels;
using Loader.Books;
using Loader.Cli.Progress;
using Loader.Running;
using Loader.Tests.Support;
using Spectre.Console;

namespace Loader.Tests.Cli;

public sealed class ProgressTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly FakeTime clock = new();
    private readonly TaskCompletionSource load = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoadProgress progress = new(totalBytes: 1_000);
    private readonly Lines log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_log_gets_a_line_at_each_tenth_and_none_between()
    {
        var showing = new MilestoneProgress(log, clock).ShowAsync(progress, () => new() { Sent = progress.Rows }, load.Task);

        await ReadAsync(bytes: 100);
        Assert.StartsWith(" 10% 100 sent, 0 failed, 0 skipped, 0 uncertain, 100 rows/s", await log.NextAsync(), StringComparison.Ordinal);
        await ReadAsync(bytes: 190);
        await ReadAsync(bytes: 355);
        Assert.StartsWith(" 35% 355 sent", await log.NextAsync(), StringComparison.Ordinal);
        await ReadAsync(bytes: 1_000);
        Assert.StartsWith("100% 1,000 sent", await log.NextAsync(), StringComparison.Ordinal);
        await ReadAsync(bytes: 1_000);
        load.SetResult();

        await showing.WaitAsync(Patience);
        Assert.Equal(0, log.Waiting);
    }

    [Fact]
    public async Task The_view_ends_with_the_load_and_not_with_its_next_look()
    {
        var showing = new MilestoneProgress(log, clock).ShowAsync(progress, () => Counts.None, load.Task);
        load.SetResult();

        await showing.WaitAsync(Patience);
        Assert.Equal((0, TimeSpan.Zero), (log.Waiting, clock.Elapsed));
    }

    [Fact]
    public async Task A_fault_of_the_load_passes_through()
    {
        var inLog = new MilestoneProgress(log, clock).ShowAsync(progress, () => Counts.None, load.Task);
        var onTerminal = new LiveProgress(Terminal(new StringWriter()), clock).ShowAsync(progress, () => Counts.None, load.Task);
        load.SetException(new InvalidDataException("broken"));

        await Assert.ThrowsAsync<InvalidDataException>(() => inLog.WaitAsync(Patience));
        await Assert.ThrowsAsync<InvalidDataException>(() => onTerminal.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_terminal_gets_a_bar_by_bytes_and_the_numbers_that_fit()
    {
        using var screen = new StringWriter();
        progress.Read(30, 250);

        var showing = new LiveProgress(Terminal(screen), clock)
            .ShowAsync(progress, () => new() { Sent = 1_985, Failed = 8, Uncertain = 1, SkippedUnder = [new("not_paid", 7)] }, load.Task);
        load.SetResult();
        await showing.WaitAsync(Patience);

        Assert.Contains("25%", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("1,985 sent, 8 failed, 7 skipped, 1 uncertain, 0 rows/s, 0 in flight", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_log_speaks_after_thirty_seconds_also_when_no_size_is_known()
    {
        var milestones = new Milestones();

        Assert.Equal(
            [false, true, false, false, true, true],
            new[] { 29, 30, 31, 59, 60, 90 }.Select(second => milestones.IsDue(null, TimeSpan.FromSeconds(second))));
    }

    [Fact]
    public void A_tenth_is_told_once_and_begins_the_silence_anew()
    {
        var milestones = new Milestones();

        Assert.Equal(
            [false, true, false, true, false, true, false],
            new[] { (9.9, 1), (10, 20), (19.9, 49), (19.9, 50), (19.9, 51), (100, 52), (100, 81) }
                .Select(look => milestones.IsDue(look.Item1, TimeSpan.FromSeconds(look.Item2))));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(7, "0:07")]
    [InlineData(750, "12:30")]
    [InlineData(93_600, "26:00:00")]
    public void Time_is_shown_as_on_a_clock(int seconds, string shown) => Assert.Equal(shown, ProgressWords.Show(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, 100, null)]
    [InlineData(0.4, 100, null)]
    [InlineData(50.0, 1, null)]
    [InlineData(100.0, 100, null)]
    [InlineData(25.0, 100, 300)]
    public void The_time_left_is_told_once_it_can_be_known(double? percent, int elapsed, int? left) =>
        Assert.Equal(left is null ? null : TimeSpan.FromSeconds(left.Value), ProgressWords.Left(percent, TimeSpan.FromSeconds(elapsed)));

    [Fact]
    public void Speed_is_of_this_run_and_not_of_those_before() =>
        Assert.Equal(50, ProgressWords.Speed(new() { Sent = 1_000 }, new() { Sent = 1_090, Failed = 10 }, TimeSpan.FromSeconds(2)));

    [Theory]
    [InlineData(80, "1 sent, 0 failed, 0:30 left, 5 rows/s")]
    [InlineData(30, "1 sent, 0 failed, 0:30 left")]
    [InlineData(5, "1 sent, 0 failed")]
    public void What_does_not_fit_is_left_out_from_the_end(int room, string line) =>
        Assert.Equal(line, ProgressWords.Fitting(["1 sent, 0 failed", "0:30 left", "5 rows/s"], room));

    private static IAnsiConsole Terminal(TextWriter screen)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen),
        });
        console.Profile.Width = 140;
        return console;
    }

    /// <summary>A second later, so much has been read.</summary>
    private async Task ReadAsync(long bytes)
    {
        await clock.WaitingAsync(1).WaitAsync(Patience);
        progress.Read(bytes, bytes);
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Lines to be waited for.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

        public int Waiting => lines.Reader.Count;

        public override Task WriteLineAsync(string? value) => lines.Writer.WriteAsync(value ?? "").AsTask();

        public Task<string> NextAsync() => lines.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }
}
