namespace Loader.EndToEnd.Resuming;

/// <summary>What books are bound to: a load goes on only with what they describe, and every difference is named before anything leaves.</summary>
public sealed class ChangedTests
{
    private const int Rows = 12;

    [Fact]
    public async Task A_source_that_grew_at_its_end_goes_on_with_a_note()
    {
        await using var shop = await LoadedAsync();
        shop.Append(Shop.Line(13) + Shop.Line(14));

        await shop.RunAsync(0);

        Assert.Contains("grew at its end since the last run, from ", shop.Report, StringComparison.Ordinal);
        Assert.Equal(Shop.Ids(14).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Contains("14 = 14 + 0 + 0 + 0", shop.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_without_its_end_that_goes_on_later_is_another_row_and_no_growth()
    {
        await using var shop = await Shop.OpenAsync(2);
        shop.Append("o3,1");
        await shop.RunAsync(0);
        shop.Append("25.00\n");

        var ended = await shop.RunAsync(2);

        Assert.Contains(
            "the content of 'rows.csv' changed in the row that was its last (it had 29 bytes and has 35)",
            OneLine(ended.Talk),
            StringComparison.Ordinal);
        Assert.Contains("that row had no line break behind it", OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Equal(["o1", "o2", "o3"], shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_last_line_without_its_end_that_is_ended_later_is_growth()
    {
        await using var shop = await Shop.OpenAsync(2);
        shop.Append("o3,3.50");
        await shop.RunAsync(0);
        shop.Append("\n" + Shop.Line(4));

        await shop.RunAsync(0);

        Assert.Equal(["o1", "o2", "o3", "o4"], shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("changed", "in the part that has been read before")]
    [InlineData("changed, size and ends the same", "in the part that has been read before")]
    [InlineData("cut", "in the part that has been read before")]
    [InlineData("another file", "in the part that has been read before (it had ")]
    [InlineData("columns in another order", "in the part that has been read before")]
    public async Task Another_source_is_refused_with_what_changed(string how, string said)
    {
        const int Many = 12_000;
        await using var shop = await Shop.OpenAsync(how.EndsWith("same", StringComparison.Ordinal) ? Many : Rows);
        await shop.RunAsync(0);
        var stored = shop.Hook.Stored.Count;
        var text = File.ReadAllText(shop.Place["rows.csv"]);
        shop.Place.Write("rows.csv", how switch
        {
            "changed" => text.Replace("o3,3.50", "o3,3.51", StringComparison.Ordinal),
            "changed, size and ends the same" => text.Replace("o6000,6000.50", "o6000,6000.51", StringComparison.Ordinal),
            "cut" => text[..^6],
            "another file" => "id,total\nx1,1\n",
            _ => text.Replace("id,total", "total,id", StringComparison.Ordinal),
        });

        var ended = await shop.RunAsync(2);

        Assert.Contains(said, OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Contains("--restart", ended.Talk, StringComparison.Ordinal);
        Assert.Equal(stored, shop.Hook.Stored.Count);
    }

    [Theory]
    [InlineData("total: = total", "total: = total * 2", "what the mapping 'orders' says changed since this load began")]
    [InlineData("delimiter: \",\"", "delimiter: \",\", nulls: [\"-\"]", "what the mapping 'orders' says changed since this load began")]
    [InlineData("/orders", "/returns", "the endpoint changed since this load began")]
    [InlineData("event_id_field: event_id", "event_id_field: message_id", "the destination's setting 'event_id_field' changed since this load began")]
    [InlineData("event_id_field: event_id", "event_id_field: event_id, method: PUT", "the destination's setting 'method' changed since this load began")]
    public async Task Another_mapping_endpoint_or_form_is_refused_with_what_changed(string from, string to, string said)
    {
        await using var shop = await LoadedAsync();
        shop.Change(from, to);

        var ended = await shop.RunAsync(2);

        Assert.Contains(said, OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Equal(Rows, shop.Hook.Requests);
    }

    [Fact]
    public async Task Another_value_of_a_secret_that_ids_are_made_with_is_refused_and_none_is_written_down()
    {
        await using var shop = await Shop.OpenAsync(Rows, events: "event: { id: = id, who: = id | hmac_sha256(secret(\"SALT\")) }");
        Assert.Equal(0, (await LoaderProcess.RunAsync(shop.Place.Folder, Salt("salt-one-0815"), "run", "mapping.yaml")).ExitCode);

        var ended = await LoaderProcess.RunAsync(shop.Place.Folder, Salt("salt-two-4711"), "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 2, ended.ToString());
        Assert.Contains("the value of secret(\"SALT\") changed since this load began", OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(shop.Books).Where(path => Path.GetFileName(path) != "lock"),
            path => Assert.DoesNotContain("salt-", File.ReadAllText(path), StringComparison.Ordinal));
        Assert.DoesNotContain("salt-", ended.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await LoaderProcess.RunAsync(shop.Place.Folder, Salt("salt-one-0815"), "run", "mapping.yaml")).ExitCode);

        static Dictionary<string, string> Salt(string value) => new(StringComparer.Ordinal) { ["SALT"] = value };
    }

    [Fact]
    public async Task What_does_not_change_what_arrives_may_change()
    {
        await using var shop = await LoadedAsync();
        shop.Change("{ parallel: 4, attempts: 2 }", "{ parallel: 2, attempts: 3, rate: 500 requests/s } # faster");
        shop.Change("event_id_field: event_id", "event_id_field: event_id, auth: { bearer: another-token }, max_event_bytes: 20 KB");

        await shop.RunAsync(0);

        Assert.Equal(Rows, shop.Hook.Requests);
    }

    [Fact]
    public async Task Restart_begins_anew_and_keeps_the_old_books()
    {
        await using var shop = await LoadedAsync();
        var before = await File.ReadAllBytesAsync(shop.RowsFile);
        shop.Change("total: = total", "total: = total * 2");

        await shop.RunAsync(0, "--restart");

        Assert.Equal(2 * Rows, shop.Hook.Stored.Count);
        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(shop.Books, "before")));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(kept, "rows")));
        Assert.True(File.Exists(Path.Combine(kept, "report.json")));
        Assert.Contains("12 = 12 + 0 + 0 + 0", shop.Report, StringComparison.Ordinal);
        Assert.Contains("12 read, 12 sent", (await shop.SayAsync("status", kept)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_is_changed_while_it_is_read_is_never_a_success(bool replaced)
    {
        const int Many = 40_000;
        await using var shop = await Shop.OpenAsync(Many, send: "{ parallel: 8, attempts: 2 }");
        shop.Hook.Deals = id => Shop.RowOf(id) == 20 ? Deal.Hold : Shop.RowOf(id) > 20 ? Deal.Refuse : Deal.Take;
        using var run = shop.Start("--quiet", "--max-failed", "3");
        await shop.Hook.ArrivedAsync(22);
        if (replaced)
        {
            shop.Place.Write("new.csv", "id,total\nx1,1\n");
            File.Move(shop.Place["new.csv"], shop.Place["rows.csv"], overwrite: true);
        }
        else
        {
            shop.Append(Shop.Line(Many + 1));
        }

        shop.Hook.Release();
        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == 4, ended.ToString());
        Assert.Contains("the source changed while it was read", shop.Report, StringComparison.Ordinal);
        shop.Hook.FromNowOn(_ => Deal.Take);
        var requests = shop.Hook.Requests;
        var again = await shop.RunAsync("--limit", "30");
        Assert.Equal(replaced, again.ExitCode == 2);
        if (replaced) Assert.Equal(requests, shop.Hook.Requests);
        else shop.AssertStoredOnceIsSent(30);
    }

    private static async Task<Shop> LoadedAsync()
    {
        var shop = await Shop.OpenAsync(Rows);
        await shop.RunAsync(0);
        return shop;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
