using Loader.EndToEnd.Resuming;

namespace Loader.EndToEnd;

/// <summary>Rejected rows of a load with groups: what is loaded from them is a whole group or nothing.</summary>
public sealed class RejectedGroupTests
{
    private const string Sum = "group: = id\nevent: { id: = id, total: '= sum(rows, total)' }";
    private static readonly (string Id, string Total)[] Rows = [("o1", "1"), ("o1", "2"), ("o2", "x"), ("o2", "3"), ("o3", "4"), ("o1", "5"), ("o1", "y")];

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task A_row_that_came_late_is_refused_again_while_a_group_that_failed_whole_loads_once_it_is_corrected(string format)
    {
        await using var shop = await OpenAsync(format);
        await shop.RunAsync(3);
        Assert.Equal(["o1", "o3"], shop.Hook.Stored.Order(StringComparer.Ordinal));
        var file = Path.Combine(shop.Books, format == "csv" ? "rejected.csv" : "rejected.jsonl");
        string[] load = ["--from", file, "--runs", "again"];

        var unedited = await shop.RunAsync(3, load);
        Assert.Contains("ROW015", unedited.Output, StringComparison.Ordinal);
        Assert.Equal(2, shop.Hook.Stored.Count);

        Replace(file, format == "csv" ? "o2,x" : "\"x\"", format == "csv" ? "o2,7" : "\"7\"");
        Replace(file, format == "csv" ? "o1,y" : "\"y\"", format == "csv" ? "o1,8" : "\"8\"");
        load[^1] = "corrected";
        await shop.RunAsync(3, load);

        Assert.Equal(["o1", "o2", "o3"], shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Equal("ssff", shop.States(4, Path.Combine(shop.Place["corrected"], "orders")));
    }

    [Theory]
    [InlineData("csv", "ROW015", "")]
    [InlineData("ndjson", "\"ROW015\"", "\"\"")]
    public async Task A_row_that_came_late_loads_as_an_event_of_its_own_once_its_key_is_changed_and_its_code_emptied(string format, string code, string empty)
    {
        await using var shop = await OpenAsync(format, Rows[..6]);
        await shop.RunAsync(3);
        var file = Path.Combine(shop.Books, format == "csv" ? "rejected.csv" : "rejected.jsonl");
        Replace(file, "o1", "o9");
        Replace(file, "x", "1");
        Replace(file, code, empty);

        await shop.RunAsync(0, "--from", file, "--runs", "corrected");

        Assert.Equal(["o1", "o2", "o3", "o9"], shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    private static async Task<Shop> OpenAsync(string format, (string Id, string Total)[]? rows = null)
    {
        var shop = await Shop.OpenAsync(0, events: Sum);
        shop.Change("key: = id\n", "");
        rows ??= Rows;
        if (format == "csv")
        {
            shop.Place.Write("rows.csv", "id,total\n" + string.Concat(rows.Select(row => $"{row.Id},{row.Total}\n")));
            return shop;
        }

        shop.Change("csv: { path: rows.csv, delimiter: \",\" }", "ndjson: { path: rows.ndjson }");
        shop.Place.Write("rows.ndjson", string.Concat(rows.Select(row => $$"""{"id":"{{row.Id}}","total":"{{row.Total}}"}""" + "\n")));
        return shop;
    }

    private static void Replace(string path, string from, string to)
    {
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
