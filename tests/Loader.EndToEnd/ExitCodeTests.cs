namespace Loader.EndToEnd;

/// <summary>The exit codes are a promise: each is seen here from the outside.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task Zero_when_every_row_was_sent_or_skipped_on_purpose()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteRows(100, change: (row, line) => row % 10 == 0 ? line.Replace(",paid,", ",open,", StringComparison.Ordinal) : line);
        place.WriteMapping(endpoint.Url);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(90, endpoint.Received.Accepted);
        Assert.Contains("not_paid", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_when_rows_failed_and_the_rejected_file_loads_again_once_it_was_corrected()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteRows(30, change: (row, line) => row switch
        {
            7 => line.Replace("7.50", "7,5O", StringComparison.Ordinal),
            13 => line[..40],
            21 => line.Replace("Client000000021", "x", StringComparison.Ordinal),
            _ => line,
        });
        place.WriteMapping(endpoint.Url);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");
        Assert.True(ended.ExitCode == 3, ended.ToString());
        Assert.Equal(27, endpoint.Received.Accepted);

        var rejected = Path.Combine(place.Runs, "orders", "rejected.csv");
        var lines = File.ReadAllLines(rejected);
        Assert.Equal(Workplace.Header + ",_row,_code,_reason,_field,_unsent,_load", lines[0]);
        Assert.Equal(4, lines.Length);
        var corrected = new[] { lines[0] }.Concat(new[] { 7, 13, 21 }.Select(row => Workplace.Row(row, row % 50) + ",,,,,,"));
        File.WriteAllLines(place["corrected.csv"], corrected);

        var again = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--from", "corrected.csv", "--runs", "second");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Enumerable.Range(1, 30).Select(row => (long)row), endpoint.AnsweredRows.Order());
    }

    [Fact]
    public async Task Four_when_more_rows_failed_than_the_mapping_allows()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteRows(3_000, change: (row, line) => row % 3 == 0 ? line.Replace(".50,EUR", ".5O,EUR", StringComparison.Ordinal) : line);
        place.WriteMapping(endpoint.Url);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--max-failed", "100");

        Assert.True(ended.ExitCode == 4, ended.ToString());
        Assert.Contains("max_failed", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_when_an_answer_was_lost()
    {
        await using var endpoint = await Endpoint.StartAsync("close-after-accept@5-5");
        using var place = new Workplace();
        place.WriteRows(20);
        place.WriteMapping(endpoint.Url);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 5, ended.ToString());
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        var row = Assert.Single(books.Uncertain);
        Assert.Equal(endpoint.RowsWithLostAnswer, [row.Row]);
        Assert.Equal($"A{row.Row:D6}", row.Key);
        var body = System.Text.Encoding.UTF8.GetString(endpoint.Received.Kept.Single(request => request.Number == 5).Body);
        Assert.Contains($"\"event_id\":\"{row.EventId}\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task Interrupted_when_a_signal_came_and_running_again_continues(string signal, int exit)
    {
        if (OperatingSystem.IsWindows()) return;
        const int Rows = 2_000;
        var clock = new HeldTime();
        await using var endpoint = await Endpoint.StartAsync("slow=1ms@61-2000", clock: clock);
        using var place = new Workplace();
        place.WriteRows(Rows, clients: 500);
        place.WriteMapping(endpoint.Url);
        using var loader = LoaderProcess.Start(place.Folder, new Dictionary<string, string>(StringComparer.Ordinal), "run", "mapping.yaml");

        // Sixty are answered, and each of the eight senders waits for one more answer.
        await Until(() => endpoint.Received.Accepted == 68);
        loader.Signal(signal);
        await loader.SaidAsync("stopping:");

        // It says so a moment before it does: a few more requests may leave, and their answers take their time.
        clock.Release(later: TimeSpan.FromSeconds(1));

        var ended = await loader.EndAsync();
        Assert.True(ended.ExitCode == exit, ended.ToString());
        Assert.Contains("loader run mapping.yaml", ended.Output, StringComparison.Ordinal);
        using (var books = new BooksOnDisk(Path.Combine(place.Runs, "orders")))
        {
            FaultTests.AssertSame(endpoint, books, Rows);
            Assert.InRange(books.Counts.Sent, 68, Rows - 1);
        }

        clock.Release();
        var again = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
    }

    [Fact]
    public async Task A_process_that_dies_leaves_true_books_and_running_again_doubles_nothing_that_was_answered()
    {
        const int Rows = 2_000;
        var clock = new HeldTime();
        await using var endpoint = await Endpoint.StartAsync("slow=1ms@101-2000", clock: clock);
        using var place = new Workplace();
        place.WriteRows(Rows, clients: 500);
        place.WriteMapping(endpoint.Url);
        using (var loader = LoaderProcess.Start(place.Folder, new Dictionary<string, string>(StringComparer.Ordinal), "run", "mapping.yaml"))
        {
            await Until(() => endpoint.Received.Accepted == 108);
            loader.Kill();
            Assert.NotEqual(0, (await loader.EndAsync()).ExitCode);
        }

        clock.Release();
        var again = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        // What was in flight is uncertain, and nothing else.
        Assert.True(again.ExitCode == 5, again.ToString());
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        var arrived = endpoint.AnsweredRows.Concat(endpoint.RowsWithLostAnswer).ToList();
        Assert.Equal(Rows, arrived.Distinct().Count());
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Subset(new HashSet<long>(arrived), new HashSet<long>(books.Rows(Loader.Books.RowBytes.RowState.Sent, Rows)));
        Assert.Equal((Rows - 8, 8), (books.Counts.Sent, books.Counts.Uncertain));
        Assert.True(books.Counts.Balances(Rows));
    }

    [Fact]
    public async Task A_dry_look_leaves_no_trace()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteRows(5);
        place.WriteMapping(endpoint.Url);
        var before = Directory.GetFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories);

        Assert.Equal(0, (await LoaderProcess.RunAsync(place.Folder, "check", "mapping.yaml")).ExitCode);
        Assert.Equal(0, (await LoaderProcess.RunAsync(place.Folder, "preview", "mapping.yaml")).ExitCode);

        Assert.Equal(before, Directory.GetFileSystemEntries(place.Folder, "*", SearchOption.AllDirectories));
        Assert.Equal(0, endpoint.Received.Requests + endpoint.Received.Queries);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var tries = 0; !condition(); tries++)
        {
            if (tries > 60_000) throw new TimeoutException("it did not happen within five minutes");
            await timer.WaitForNextTickAsync();
        }
    }
}
