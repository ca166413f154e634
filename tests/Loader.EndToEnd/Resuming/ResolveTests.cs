namespace Loader.EndToEnd.Resuming;

/// <summary><c>--resolve</c>: a person says what became of uncertain rows.</summary>
public sealed class ResolveTests
{
    [Theory]
    [InlineData("sent", null, 0, "sshsshssss", 10)]
    [InlineData("failed", null, 3, "ssfssfssss", 10)]
    [InlineData("resend", null, 0, "ssssssssss", 12)]
    [InlineData("sent", "6", 5, "ssusshssss", 10)]
    [InlineData("failed", "3", 5, "ssfssussss", 10)]
    [InlineData("resend", "3,6", 0, "ssssssssss", 12)]
    public async Task Uncertain_rows_become_what_was_said_and_no_others(string decision, string? rows, int exit, string states, int stored)
    {
        await using var shop = await UncertainAsync();

        await shop.RunAsync(exit, rows is null ? ["--resolve", "uncertain=" + decision] : ["--resolve", "uncertain=" + decision, "--row", rows]);

        Assert.Equal(states, shop.States(10));
        Assert.Equal(stored, shop.Hook.Stored.Count);
        var settled = await File.ReadAllLinesAsync(Path.Combine(shop.Books, "settled.jsonl"));
        Assert.Equal(rows?.Split(',').Length ?? 2, settled.Length);
        Assert.All(settled, line => Assert.Contains($"\"{decision}\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_called_failed_are_in_the_rejected_file_and_can_be_tried_again()
    {
        await using var shop = await UncertainAsync();
        await shop.RunAsync(3, "--resolve", "uncertain=failed");

        var rejected = await File.ReadAllLinesAsync(Path.Combine(shop.Books, "rejected.csv"));
        Assert.Equal(
            ["id,total,_row,_code,_reason,_field,_unsent,_load", "o3,3.50,3,settled_by_hand", "o6,6.50,6,settled_by_hand"],
            rejected.Select(line => string.Join(',', line.Split(',').Take(line[0] == 'i' ? 8 : 4))));

        await shop.RunAsync(0, "--retry-failed");
        Assert.Equal("ssssssssss", shop.States(10));
    }

    [Fact]
    public async Task Rows_called_sent_are_told_apart_for_good()
    {
        await using var shop = await UncertainAsync();
        await shop.RunAsync(0, "--resolve", "uncertain=sent");

        var status = await shop.SayAsync("status", "orders");

        Assert.Contains("10 sent", status.Output, StringComparison.Ordinal);
        Assert.Contains("2 of those sent are called so by hand", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uncertain_row_is_named_with_everything_by_which_it_can_be_looked_up()
    {
        await using var shop = await Shop.OpenAsync(0);
        shop.Place.Write("rows.csv", "id,total,note\no1,1.50,\"two\nlines\"\no2,2.50,\no3,3.50,\n");
        shop.Hook.Deals = id => id == "o2" ? Deal.TakeAndHangUp : Deal.Take;
        var began = DateTimeOffset.UtcNow;

        var ended = await shop.RunAsync(5);

        var status = await shop.SayAsync("status", "orders", "--show-values");
        Assert.Contains("row 2, line 4, key x9, event ", OneLine(ended.Output), StringComparison.Ordinal);
        Assert.Contains("row 2, line 4, key o2, event ", OneLine(status.Output), StringComparison.Ordinal);
        using var report = System.Text.Json.JsonDocument.Parse((await shop.SayAsync("report", "orders", "--format", "json", "--show-values")).Output);
        var row = Assert.Single(report.RootElement.GetProperty("uncertain").EnumerateArray());
        Assert.Equal((2, 4, "o2"), (row.GetProperty("row").GetInt64(), row.GetProperty("line").GetInt64(), row.GetProperty("key").GetString()));
        Assert.True(Guid.TryParse(row.GetProperty("event_id").GetString(), out var id) && status.Output.Contains(id.ToString(), StringComparison.Ordinal));
        Assert.InRange(row.GetProperty("left_at").GetDateTimeOffset(), began.AddSeconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Rows_that_are_not_uncertain_are_named_and_nothing_is_settled_or_sent()
    {
        await using var shop = await UncertainAsync();
        var page = await File.ReadAllBytesAsync(Path.Combine(shop.Books, "books.json"));

        var refused = await shop.RunAsync(2, "--resolve", "uncertain=resend", "--row", "3,4,11");

        Assert.Contains("row 4 is sent, row 11 is not there (the source has 10 rows)", OneLine(refused.Talk), StringComparison.Ordinal);
        Assert.Equal("ssussussss", shop.States(10));
        Assert.Equal(10, shop.Hook.Stored.Count);
        Assert.Equal(page, await File.ReadAllBytesAsync(Path.Combine(shop.Books, "books.json")));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Ten rows, of which 3 and 6 arrived without an answer.</summary>
    private static async Task<Shop> UncertainAsync()
    {
        var shop = await Shop.OpenAsync(10);
        shop.Hook.Deals = id => id is "o3" or "o6" ? Deal.TakeAndHangUp : Deal.Take;
        await shop.RunAsync(5);
        Assert.Equal("ssussussss", shop.States(10));
        shop.Hook.Deals = _ => Deal.Take;
        return shop;
    }
}
