using System.Text;
using System.Text.Json;

namespace Loader.EndToEnd;

/// <summary>Rows that another program prints, through a real pipe.</summary>
public sealed class StandardInputTests
{
    private const int Rows = 120;

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task Rows_that_are_piped_in_are_loaded_and_the_report_says_that_this_cannot_be_continued(string format)
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);

        var ended = await LoaderProcess.PipeAsync(place.Folder, Text(format, Rows), "run", "mapping.yaml", "--from", "-", "--format", format);

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
        Assert.Contains("the rows were piped in, which happens once: no later run can continue this load", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_is_refused_in_plain_words_until_it_begins_anew()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        string[] command = ["run", "mapping.yaml", "--from", "-"];
        await LoaderProcess.PipeAsync(place.Folder, Text("csv", 5), command);

        var refused = await LoaderProcess.PipeAsync(place.Folder, Text("csv", 5), command);
        var sent = endpoint.AnsweredRows.Count;
        var anew = await LoaderProcess.PipeAsync(place.Folder, Text("csv", 5), [.. command, "--restart"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("BOOK011: the last run loaded what was piped in, which comes once", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("--restart, which sends all of it, also rows that were sent", refused.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((5, 0, 10), (sent, anew.ExitCode, endpoint.AnsweredRows.Count));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("- --from-format ndjson")]
    [InlineData("- --from-format parquet")]
    public async Task A_check_neither_reads_nor_awaits_what_is_piped_in(string from)
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);

        // Its standard input stays open and brings nothing: whoever read it would wait for ever.
        using var checking = LoaderProcess.Start(
            place.Folder,
            new Dictionary<string, string>(StringComparer.Ordinal),
            ["check", "mapping.yaml", "--from", .. from.Split(' ')]);
        var ended = await checking.EndAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("INP015: the rows are piped in and not read here", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_that_is_wrong_whatever_is_piped_in_is_found_by_its_check()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        var mapping = Path.Combine(place.Folder, "mapping.yaml");
        await File.AppendAllTextAsync(mapping, "\nreject:\n  wrong: = no_such_function(1)\n");

        using var checking = LoaderProcess.Start(place.Folder, new Dictionary<string, string>(StringComparer.Ordinal), "check", "mapping.yaml", "--from", "-");
        var ended = await checking.EndAsync();

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("EXP003", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_spooled_is_continued_with_nothing_piped_in()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        string[] command = ["run", "mapping.yaml", "--from", "-", "--spool"];

        var first = await LoaderProcess.PipeAsync(place.Folder, Text("csv", Rows), [.. command, "--limit", "50"]);
        var sent = endpoint.AnsweredRows.Count;
        var second = await LoaderProcess.PipeAsync(place.Folder, "", command);
        var again = await LoaderProcess.PipeAsync(place.Folder, Text("csv", Rows), command);

        Assert.True((first.ExitCode, second.ExitCode, again.ExitCode) == (0, 0, 0), $"{first}\n{second}\n{again}");
        Assert.Equal(50, sent);
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
        Assert.DoesNotContain("piped in, which happens once", second.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(place.Runs, "orders", "spool", "standard-input")));
        }
    }

    [Fact]
    public async Task Other_bytes_than_the_spooled_ones_are_refused_until_a_run_begins_anew()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        string[] command = ["run", "mapping.yaml", "--from", "-", "--spool"];
        await LoaderProcess.PipeAsync(place.Folder, Text("csv", 5), [.. command, "--limit", "2"]);

        var refused = await LoaderProcess.PipeAsync(place.Folder, Text("csv", 6), command);
        var unspooled = await LoaderProcess.PipeAsync(place.Folder, Text("csv", 5), "run", "mapping.yaml", "--from", "-");
        var sent = endpoint.AnsweredRows.Count;
        var anew = await LoaderProcess.PipeAsync(place.Folder, Text("csv", 6), [.. command, "--restart"]);

        Assert.Equal((2, 2), (refused.ExitCode, unspooled.ExitCode));
        Assert.Contains("INP014: standard input brings other bytes than those that are kept of this load", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("BOOK011: the last run kept what was piped in", unspooled.Talk, StringComparison.Ordinal);
        foreach (var talk in (string[])[refused.Talk, unspooled.Talk])
            Assert.Contains("--restart, which sends all of it, also rows that were sent", talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((2, 0, 8), (sent, anew.ExitCode, endpoint.AnsweredRows.Count));
    }

    [Fact]
    public async Task Spooling_is_for_what_is_piped_in()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        place.WriteRows(3);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--spool");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--spool keeps standard input, and the rows come from 'rows.csv'", ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_an_odd_name_is_read_in_the_format_that_is_said()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = Place(endpoint);
        place.Write("export.dat", Text("ndjson", 3));

        var check = await LoaderProcess.RunAsync(place.Folder, "check", "mapping.yaml", "--from", "export.dat", "--from-format", "ndjson");
        var preview = await LoaderProcess.RunAsync(place.Folder, "preview", "mapping.yaml", "--from", "export.dat", "--format", "ndjson", "--compact");
        var rehearsal = await LoaderProcess.RunAsync(place.Folder, "rehearse", "mapping.yaml", "--from", "export.dat", "--format", "ndjson");
        var rows = await LoaderProcess.RunAsync(place.Folder, "rows", "export.dat", "--format", "ndjson");
        var unknown = await LoaderProcess.RunAsync(place.Folder, "check", "mapping.yaml", "--from", "export.dat", "--from-format", "njson");

        Assert.True((check.ExitCode, preview.ExitCode, rehearsal.ExitCode, rows.ExitCode) == (0, 0, 0, 0), $"{check}\n{preview}\n{rehearsal}\n{rows}");
        Assert.Equal((3, 3), (Lines(preview.Output), Lines(rows.Output)));
        Assert.Contains("mapping.yaml --from export.dat --format ndjson", rehearsal.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("there is no source 'njson'\n  hint: did you mean 'ndjson'?", unknown.Output, StringComparison.Ordinal);

        static int Lines(string text) => text.Count(character => character == '\n');
    }

    private static Workplace Place(Endpoint endpoint)
    {
        var place = new Workplace();
        place.WriteMapping(endpoint.Url);
        return place;
    }

    private static string Text(string format, int rows)
    {
        var text = new StringBuilder(format == "csv" ? Workplace.Header + "\n" : "");
        var names = Workplace.Header.Split(',');
        for (var row = 1; row <= rows; row++)
        {
            var line = Workplace.Row(row, row % 50);
            text.Append(format == "csv"
                ? line
                : JsonSerializer.Serialize(names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))).Append('\n');
        }

        return text.ToString();
    }
}
