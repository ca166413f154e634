namespace Loader.EndToEnd.Resuming;

/// <summary>A rejected file that was copied away still says where its rows come from: they do not go twice because nobody knows of the copy.</summary>
public sealed class CopiedRejectedTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task A_retry_is_refused_when_a_copy_was_loaded_wherever_that_has_its_books(string format)
    {
        await using var shop = await FailedAsync(format);
        var copied = await shop.RunAsync(0, "--from", Copy(shop), "--runs", "elsewhere");
        Assert.Contains("BOOK015", copied.Talk, StringComparison.Ordinal);
        Assert.Contains("noted in its books", copied.Talk, StringComparison.Ordinal);

        var refused = await shop.RunAsync(2, "--retry-failed");

        Assert.Contains("BOOK013", refused.Talk, StringComparison.Ordinal);
        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task A_copy_is_refused_with_the_rows_that_were_tried_again_and_loads_without_them(string format)
    {
        await using var shop = await FailedAsync(format);
        var copy = Copy(shop);
        shop.Hook.Deals = id => id == "o7" ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3, "--retry-failed");
        shop.Hook.Deals = _ => Deal.Take;

        var refused = await shop.RunAsync(2, "--from", copy, "--runs", "elsewhere");

        var said = refused.Talk.ReplaceLineEndings(" ");
        Assert.Contains("BOOK014", said, StringComparison.Ordinal);
        Assert.Contains("row 3 is sent", said, StringComparison.Ordinal);
        Assert.DoesNotContain("row 7", said, StringComparison.Ordinal);
        Assert.Equal(9, shop.Hook.Stored.Count);

        await File.WriteAllLinesAsync(copy, (await File.ReadAllLinesAsync(copy)).Where(line => !line.Contains("o3", StringComparison.Ordinal)));
        await shop.RunAsync(0, "--from", copy, "--runs", "elsewhere");
        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_rejected_file_itself_is_refused_when_a_copy_of_it_was_loaded_into_other_books()
    {
        await using var shop = await FailedAsync("csv");
        var copy = Copy(shop);
        await File.WriteAllLinesAsync(copy, (await File.ReadAllLinesAsync(copy)).Where(line => !line.Contains("o3", StringComparison.Ordinal)));
        await shop.RunAsync(0, "--from", copy, "--runs", "elsewhere");

        var refused = await shop.RunAsync(2, "--from", ".loader/orders/rejected.csv", "--runs", ".loader/corrected");

        var said = refused.Talk.ReplaceLineEndings(" ");
        Assert.Contains("row 7 was loaded into the books in ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("row 3", said, StringComparison.Ordinal);
        Assert.Equal(9, shop.Hook.Stored.Count);
        await shop.RunAsync(0, "--from", ".loader/orders/rejected.csv", "--runs", ".loader/corrected", "--allow-doubles");
        Assert.Equal(11, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_copy_of_a_load_that_was_begun_anew_is_refused_since_that_sends_all_of_its_rows()
    {
        await using var shop = await FailedAsync("csv");
        var copy = Copy(shop);
        await shop.RunAsync(0, "--restart");

        var refused = await shop.RunAsync(2, "--from", copy, "--runs", "elsewhere");

        Assert.Contains("row 3 is in the load that was begun anew", refused.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("books", "its books are not found here")]
    [InlineData("columns", "does not say which load it is of")]
    public async Task What_cannot_be_looked_up_is_said_and_loads(string without, string note)
    {
        await using var shop = await FailedAsync("csv");
        var copy = Copy(shop);
        if (without == "books") Directory.Delete(shop.Books, recursive: true);

        // As a spreadsheet leaves it when the last two columns are deleted.
        else await File.WriteAllLinesAsync(copy, (await File.ReadAllLinesAsync(copy)).Select(line => string.Join(',', line.Split(',')[..^2])));

        var loaded = await shop.RunAsync(0, "--from", copy, "--runs", "elsewhere");

        Assert.Contains("BOOK015", loaded.Talk, StringComparison.Ordinal);
        Assert.Contains(note, loaded.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(10, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task Running_the_load_of_a_copy_again_continues_it()
    {
        await using var shop = await FailedAsync("csv");
        string[] load = ["--from", Copy(shop), "--runs", "elsewhere"];
        await shop.RunAsync(0, [.. load, "--limit", "1"]);

        await shop.RunAsync(0, load);

        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    /// <summary>The printed lines, each run as it stands: what fails again is corrected in the newest file, and its books lie beside the others.</summary>
    [Fact]
    public async Task Rounds_of_corrections_follow_their_printed_lines_and_lie_beside_each_other()
    {
        await using var shop = await Shop.OpenAsync(10);
        string[] bad = ["o3", "o5", "o7", "o9"];
        string[] folders = [".loader", ".loader/corrected", ".loader/corrected/2", ".loader/corrected/3", ".loader/corrected/4"];
        var printed = Array.Empty<string>();
        for (var round = 0; round < 4; round++)
        {
            shop.Hook.Deals = id => Array.IndexOf(bad, id) >= round ? Deal.Refuse : Deal.Take;
            var ended = await shop.RunAsync(3, printed);
            var (from, to) = (folders[round], folders[round + 1]);
            var line = ended.Output.Split('\n').Single(line => line.Contains($"--from {from}/orders/rejected.csv", StringComparison.Ordinal)).Trim();
            Assert.EndsWith($" run mapping.yaml --from {from}/orders/rejected.csv --runs {to}", line, StringComparison.Ordinal);
            var said = string.Join(' ', ended.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains($"correct the rows in {from}/orders/rejected.csv", said, StringComparison.Ordinal);
            printed = line[line.IndexOf("--from", StringComparison.Ordinal)..].Split(' ');
        }

        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, printed);

        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        var all = (await shop.SayAsync("status")).Output;
        Assert.Equal(
            ["corrected/2/orders", "corrected/3/orders", "corrected/4/orders", "corrected/orders", "orders"],
            all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
    }

    /// <summary>A daily export that grows: rows that were corrected and loaded are not offered again, and the file that they were loaded from stays.</summary>
    [Fact]
    public async Task What_was_loaded_by_itself_is_in_no_later_rejected_file_and_the_printed_line_loads_the_rest()
    {
        await using var shop = await FailedAsync("csv");
        var first = Path.Combine(shop.Books, "rejected.csv");
        await shop.RunAsync(0, "--from", ".loader/orders/rejected.csv", "--runs", ".loader/corrected");
        var loaded = await File.ReadAllTextAsync(first);
        shop.Append(Shop.Line(11) + Shop.Line(12));
        shop.Hook.Deals = id => id == "o12" ? Deal.Refuse : Deal.Take;

        var grown = await shop.RunAsync(3);

        Assert.Equal(loaded, await File.ReadAllTextAsync(first));
        var left = await File.ReadAllLinesAsync(Path.Combine(shop.Books, "rejected.2.csv"));
        Assert.StartsWith("o12,", Assert.Single(left.Skip(1)), StringComparison.Ordinal);
        Assert.Contains("2 failed rows were loaded by themselves since and left out of the rejected file", shop.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("--retry-failed", grown.Output, StringComparison.Ordinal);
        var line = grown.Output.Split('\n').Single(line => line.Contains("--from .loader/orders/rejected.2.csv", StringComparison.Ordinal)).Trim();
        Assert.EndsWith("--from .loader/orders/rejected.2.csv --runs .loader/corrected/2", line, StringComparison.Ordinal);

        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, line[line.IndexOf("--from", StringComparison.Ordinal)..].Split(' '));
        var done = await shop.RunAsync(3);

        Assert.Equal(Shop.Ids(12).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Contains("nothing to do about the failed rows", done.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string Copy(Shop shop)
    {
        var rejected = Directory.GetFiles(shop.Books, "rejected.*").Single();
        var copy = shop.Place["copy" + Path.GetExtension(rejected)];
        File.Copy(rejected, copy);
        return copy;
    }

    /// <summary>Ten rows, of which 3 and 7 were refused; everything is taken from now on.</summary>
    private static async Task<Shop> FailedAsync(string format)
    {
        var shop = await Shop.OpenAsync(10);
        if (format == "ndjson")
        {
            shop.Change("csv: { path: rows.csv, delimiter: \",\" }", "ndjson: { path: rows.ndjson }");
            shop.Place.Write("rows.ndjson", string.Concat(Shop.Ids(10).Select(id => $$"""{"id":"{{id}}","total":"1.50"}""" + "\n")));
        }

        shop.Hook.Deals = id => id is "o3" or "o7" ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3);
        shop.Hook.Deals = _ => Deal.Take;
        return shop;
    }
}
