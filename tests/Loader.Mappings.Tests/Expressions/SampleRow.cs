using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

/// <summary>The row that the tables of tests are about.</summary>
internal static class SampleRow
{
    public static readonly (string Name, Value Value)[] Cells =
    [
        ("order_id", Value.Of("A1")),
        ("Order ID", Value.Of("X 1")),
        ("status", Value.Of("paid")),
        ("empty", Value.Of("")),
        ("number", Value.Of("007")),
        ("total", Value.Of(12.50m)),
        ("quantity", Value.Of(3L)),
        ("rate", Value.Of(0.5)),
        ("paid", Value.True),
        ("coupon", Value.Null),
        ("created", Value.OfTime(1_772_359_200, 500_000_000)),
        ("day", Value.OfDate(20_513)),
        ("customer", Value.Of(new ValueObject(
        [
            new("email", Value.Of("mary@example.com")),
            new("e-mail", Value.Of("other@example.com")),
            new("address", Value.Of(new ValueObject([new("city", Value.Of("Roma"))]))),
        ]))),
        ("items", Value.Of([Item("S1", 1.10m), Item("S2", 2.00m)])),
        ("tags", Value.Of([Value.Of("a"), Value.Of("b"), Value.Null])),
        ("biggest", Value.Of(long.MaxValue)),
        ("most", Value.Of(decimal.MaxValue)),
        ("precise", Value.Of(1.123456789012345678901234567m)),
    ];

    private static Value Item(string sku, decimal price) => Value.Of(new ValueObject([new("sku", Value.Of(sku)), new("price", Value.Of(price))]));
}
