using System.IO.Compression;
using System.Text;

namespace Loader.EndToEnd.Resuming;

/// <summary>Sources other than CSV that have become longer since they were loaded.</summary>
public sealed class GrownTests
{
    [Fact]
    public async Task Lines_appended_to_ndjson_are_loaded_and_the_others_are_not_sent_again()
    {
        await using var shop = await NdJsonAsync(Line(1) + "\n" + Line(2) + "\n");
        await shop.RunAsync(0);
        Append(shop, Line(3) + "\n" + Line(4));

        await shop.RunAsync(0);

        Assert.Equal(["o1", "o2", "o3", "o4"], shop.Hook.Stored);
        Assert.Contains("'rows.ndjson' grew at its end since the last run", shop.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_of_ndjson_without_its_end_that_is_ended_later_is_growth()
    {
        await using var shop = await NdJsonAsync(Line(1) + "\n" + Line(2));
        await shop.RunAsync(0);
        Append(shop, "\n" + Line(3) + "\n");

        await shop.RunAsync(0);

        Assert.Equal(["o1", "o2", "o3"], shop.Hook.Stored);
    }

    [Theory]
    [InlineData("{\"id\":\"o2\",\"total\":2", "5}\n")]
    [InlineData("{\"id\":\"o2\",\"total\":2.50}", " {\"id\":\"o3\",\"total\":3.50}\n")]
    public async Task A_last_line_of_ndjson_that_goes_on_later_is_another_row_and_no_growth(string last, string more)
    {
        await using var shop = await NdJsonAsync(Line(1) + "\n" + last);
        var first = await shop.RunAsync();
        Append(shop, more);

        var ended = await shop.RunAsync(2);

        Assert.True(first.ExitCode is 0 or 3, first.ToString());
        Assert.Contains("the content of 'rows.ndjson' changed in the row that was its last", OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Distinct(shop.Hook.Stored, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_line_of_ndjson_that_changed_is_refused_though_the_file_became_longer()
    {
        await using var shop = await NdJsonAsync(Line(1) + "\n" + Line(2) + "\n");
        await shop.RunAsync(0);
        shop.Place.Write("rows.ndjson", Line(9) + "\n" + Line(2) + "\n" + Line(3) + "\n");

        var ended = await shop.RunAsync(2);

        Assert.Contains("in the part that has been read before", OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Equal(["o1", "o2"], shop.Hook.Stored);
    }

    /// <summary>What is packed has no end that a reader could see: a second part may be rows of its own, or the rest of the last one.</summary>
    [Fact]
    public async Task A_packed_file_to_which_another_part_was_appended_is_refused()
    {
        await using var shop = await Shop.OpenAsync(0, send: "{ parallel: 1, attempts: 2 }");
        Pack(shop, "id,total\n" + Shop.Line(1) + Shop.Line(2));
        shop.Change("path: rows.csv", "path: rows.csv.gz");
        await shop.RunAsync(0);
        Pack(shop, Shop.Line(3));

        var ended = await shop.RunAsync(2);

        Assert.Contains("the content of 'rows.csv.gz' changed", OneLine(ended.Talk), StringComparison.Ordinal);
        Assert.Equal(["o1", "o2"], shop.Hook.Stored);

        await shop.RunAsync(0, "--restart");
        Assert.Equal(["o1", "o2", "o1", "o2", "o3"], shop.Hook.Stored);
    }

    private static string Line(int row) => FormattableString.Invariant($"{{\"id\":\"o{row}\",\"total\":{row}.50}}");

    private static async Task<Shop> NdJsonAsync(string rows)
    {
        var shop = await Shop.OpenAsync(0, send: "{ parallel: 1, attempts: 2 }");
        shop.Place.Write("rows.ndjson", rows);
        shop.Change("csv: { path: rows.csv, delimiter: \",\" }", "ndjson: { path: rows.ndjson }");
        return shop;
    }

    private static void Append(Shop shop, string text) => File.AppendAllText(shop.Place["rows.ndjson"], text);

    private static void Pack(Shop shop, string text)
    {
        using var file = new FileStream(shop.Place["rows.csv.gz"], FileMode.Append);
        using var packed = new GZipStream(file, CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
