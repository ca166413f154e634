using Loader.Parquet.Tests.Making;

namespace Loader.Benchmarks.Generation;

/// <summary>What an order consists of, as a list of a warehouse's table: articles of so many pieces in all, whose prices add up to the order's total.</summary>
internal static class OrderLines
{
    public const ulong Seed = 4_711;
    private const int Most = 3;

    private static readonly (string Sku, string Name)[] Articles =
        [
            ("CUP-01", "Cup, blue"),
            ("CUP-02", "Cup, white"),
            ("POT-10", "Moka pot"),
            ("TIN-07", "Espresso, 250 g"),
            ("TIN-08", "Decaf, 250 g"),
            ("MAT-03", "Table mat \"Roma\""),
        ];

    public static TableColumn Column { get; } = TableColumn.List(
        "lines", new("sku", TableType.Text), new("name", TableType.Text), new("price", TableType.Money), new("quantity", TableType.Integer));

    /// <summary>Every piece has the same price but the last, which takes what the others leave of the total.</summary>
    public static object?[][] Of(decimal total, long pieces, Seeded chance)
    {
        var lines = new List<object?[]>();
        var article = chance.Below(Articles.Length);
        var price = decimal.Floor(total * 100 / pieces) / 100;
        for (var left = (int)pieces - 1; left > 0;)
        {
            var quantity = lines.Count == Most - 2 ? left : chance.Between(1, left);
            lines.Add(Line(price, quantity));
            left -= quantity;
        }

        lines.Add(Line(total - (price * (pieces - 1)), 1));
        return [.. lines];

        object?[] Line(decimal each, long quantity)
        {
            var (sku, name) = Articles[article++ % Articles.Length];
            return [sku, name, each, quantity];
        }
    }
}
