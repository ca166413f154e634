using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loader.EndToEnd.Resuming;

/// <summary>One run holds the books; everybody may look.</summary>
public sealed class HolderTests
{
    private const int Rows = 40;

    [Fact]
    public async Task While_a_run_holds_the_books_everybody_may_look_and_nobody_else_may_run()
    {
        await using var shop = await HeldAsync();
        using var run = shop.Start("--quiet");
        await shop.Hook.ArrivedAsync(24);

        var (second, all, one, json, md, html) = await AllAsync(
            shop.RunAsync(),
            shop.SayAsync("status"),
            shop.SayAsync("status", "orders"),
            shop.SayAsync("report", "--format", "json"),
            shop.SayAsync("report", "--format", "md"),
            shop.SayAsync("report", "--format", "html"));

        Assert.Equal(2, second.ExitCode);
        Assert.Matches(
            FormattableString.Invariant($"another run holds these books: process {run.Id} on {Regex.Escape(Environment.MachineName)}, since [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"),
            second.Talk);
        Assert.All([all, one, json, md, html], look => Assert.True(look.ExitCode == 0, look.ToString()));
        Assert.Contains("20 sent", all.Output, StringComparison.Ordinal);
        Assert.All(
            [all, one],
            look => Assert.Contains(
                "goes on now: process " + run.Id.ToString(CultureInfo.InvariantCulture),
                look.Output.ReplaceLineEndings(" "),
                StringComparison.Ordinal));
        Assert.Contains("a run goes on", md.Output, StringComparison.Ordinal);
        Assert.Contains("a run goes on", html.Output, StringComparison.Ordinal);
        using (var report = JsonDocument.Parse(json.Output)) Assert.Equal(20, report.RootElement.GetProperty("counts").GetProperty("sent").GetInt64());
        Assert.Equal(24, shop.Hook.Requests);

        shop.Hook.Release();
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
        shop.AssertStoredOnceIsSent(Rows);
    }

    [Fact]
    public async Task After_the_run_its_reports_are_there_in_every_form()
    {
        await using var shop = await Shop.OpenAsync(5);
        await shop.RunAsync(0);

        var status = await shop.SayAsync("status");
        var md = await shop.SayAsync("report", "--format", "md");
        var json = await shop.SayAsync("report", "--format", "json");
        var html = await shop.SayAsync("report", "--format", "html", "--output", "report.html");

        Assert.Contains("orders: 5 read, 5 sent, 0 failed, 0 skipped, 0 uncertain; run 1", status.Output, StringComparison.Ordinal);
        Assert.Contains("has ended", status.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(shop.Books, "report.md")), md.Output);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(shop.Books, "report.json")), json.Output);
        Assert.True(html.ExitCode == 0, html.ToString());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(shop.Place["report.html"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_books_of_a_run_that_was_killed_say_so_and_the_next_run_takes_them_over()
    {
        await using var shop = await HeldAsync();
        using (var run = shop.Start())
        {
            await shop.Hook.ArrivedAsync(24);
            run.Kill();
            await run.EndAsync();
        }

        var status = await shop.SayAsync("status", "orders", "--show-values");
        Assert.Contains("20 sent, 0 failed, 0 skipped, 4 uncertain", status.Output, StringComparison.Ordinal);
        Assert.Contains("died without an end", status.Output, StringComparison.Ordinal);
        Assert.Equal(4, Uncertain(status).Count);
        Assert.All(Uncertain(status), line => Assert.Matches("^row (2[0-9]), line (2[0-9]|30), key o2[0-9], event [0-9a-f-]{36}, left since 20", line));

        var blind = await shop.SayAsync("status", "orders", "--no-source");
        Assert.All(Uncertain(blind), line => Assert.Matches("^row 2[0-9], left since 20[^,]*: the run ended before an answer was read$", line));

        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5);
        Assert.Equal(Uncertain(status), Uncertain(await shop.SayAsync("status", "orders", "--show-values", "--no-source")));

        Assert.Contains("died without an end; its books were taken over", shop.Report, StringComparison.Ordinal);
        Assert.Equal(4, shop.States(Rows).Count(state => state == 'u'));
        shop.AssertStoredOnceIsSent(Rows);
    }

    [Fact]
    public async Task Books_of_a_run_that_was_killed_say_to_run_again_and_call_failures_what_the_next_run_calls_them()
    {
        await using var shop = await HeldAsync();
        shop.Hook.Deals = id => Shop.RowOf(id) switch { 3 => Deal.Refuse, > 20 => Deal.Hold, _ => Deal.Take };
        using (var run = shop.Start())
        {
            await shop.Hook.ArrivedAsync(24);
            run.Kill();
            await run.EndAsync();
        }

        var status = await shop.SayAsync("status", "orders");
        shop.Hook.FromNowOn(_ => Deal.Take);
        var next = await shop.RunAsync(5);

        var said = status.Output.ReplaceLineEndings(" ");
        Assert.Contains("run again: it goes on where the last run stopped", said, StringComparison.Ordinal);
        Assert.DoesNotContain("correct the rows", said, StringComparison.Ordinal);
        Assert.DoesNotContain("mend what stopped it", said, StringComparison.Ordinal);
        Assert.Equal(Code(status), Code(next));

        static string Code(Ended ended) => ended.Output.Split('\n').Single(line => line.Contains(" http_400: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copied_folder_is_books_of_their_own_and_one_that_was_copied_under_a_run_is_refused_while_it_lives()
    {
        await using var shop = await HeldAsync();
        using (var run = shop.Start("--quiet"))
        {
            await shop.Hook.ArrivedAsync(24);
            Copy(shop.Place.Runs, shop.Place["copied-early"]);
            var early = await shop.RunAsync(2, "--runs", "copied-early");
            Assert.Contains("another run holds these books", early.Talk, StringComparison.Ordinal);
            run.Kill();
            await run.EndAsync();
        }

        Copy(shop.Place.Runs, shop.Place["copied"]);
        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5, "--runs", "copied");

        Assert.Equal(20 + 16, shop.Hook.Stored.Count);
        Assert.Equal(36, shop.States(Rows, Path.Combine(shop.Place["copied"], "orders")).Count(state => state == 's'));
        Assert.Distinct(shop.Hook.Stored, StringComparer.Ordinal);
    }

    private static List<string> Uncertain(Ended status) =>
        [.. status.Output.ReplaceLineEndings(" ").Split("  next ")[0].Split("    row ").Skip(1).Select(line => "row " + string.Join(
            ' ',
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>Twenty rows are answered, the others wait.</summary>
    private static async Task<Shop> HeldAsync()
    {
        var shop = await Shop.OpenAsync(Rows);
        shop.Hook.Deals = id => Shop.RowOf(id) > 20 ? Deal.Hold : Deal.Take;
        return shop;
    }

    private static async Task<(Ended, Ended, Ended, Ended, Ended, Ended)> AllAsync(params Task<Ended>[] looks)
    {
        var ended = await Task.WhenAll(looks);
        return (ended[0], ended[1], ended[2], ended[3], ended[4], ended[5]);
    }

    /// <summary>All but the lock, which is an empty file.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(path => Path.GetFileName(path) != "lock")) CopyFile(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void CopyFile(string from, string to)
    {
        using var read = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var written = new FileStream(to, FileMode.Create);
        read.CopyTo(written);
    }
}
