using System.Globalization;
using Loader.EndToEnd.Resuming;
using Loader.Parquet.Tests.Making;

namespace Loader.EndToEnd;

/// <summary>Parquet keeps rows in groups, of any length each: all of them arrive, and a load is taken up again in the middle of one.</summary>
public sealed class RowGroupTests
{
    private static readonly int[] Groups = [3, 50, 7];
    private static readonly int Rows = Groups.Sum();

    [Fact]
    public async Task Row_groups_of_unequal_length_arrive_whole()
    {
        await using var shop = await OpenAsync();

        await shop.RunAsync(0);

        Assert.Equal(Shop.Ids(Rows).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Contains("60 = 60 + 0 + 0 + 0", shop.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_killed_in_the_second_group_goes_on_there()
    {
        await using var shop = await OpenAsync();
        shop.Hook.Deals = id => Shop.RowOf(id) > 20 ? Deal.Hold : Deal.Take;
        using (var run = shop.Start("--quiet"))
        {
            await shop.Hook.ArrivedAsync(24);
            run.Kill();
            await run.EndAsync();
        }

        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5);

        Assert.Equal(Rows - 4, shop.Hook.Stored.Count);
        shop.AssertStoredOnceIsSent(Rows);
        var status = await shop.SayAsync("status", "orders", "--show-values");
        Assert.Equal(4, status.Output.Split("key o2").Length - 1);
    }

    private static async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(0);
        await using (var file = File.Create(shop.Place["rows.parquet"]))
        {
            using var table = new TableWriter(file, TableWriter.Snappy, new("id", TableType.Text), new TableColumn("total", TableType.Money));
            var row = 0;
            foreach (var count in Groups)
                table.Add([.. Enumerable.Range(0, count).Select(_ => (object?[])[string.Create(CultureInfo.InvariantCulture, $"o{++row}"), row + 0.50m])]);
        }

        shop.Change("csv: { path: rows.csv, delimiter: \",\" }", "parquet: { path: rows.parquet }");
        shop.Change("columns:\n  total: decimal\n", "");
        return shop;
    }
}
