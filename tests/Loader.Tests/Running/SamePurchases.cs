using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Parquet.Tests.Making;
using Loader.Tests.Sources.Xlsx;

namespace Loader.Tests.Running;

/// <summary>The same purchases in every form that rows come in.</summary>
internal static class SamePurchases
{
    public static readonly IReadOnlyList<string> Names = ["order_id", "email", "total", "created_at", "note"];

    private static readonly DateTime First = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What a database makes the same rows of.</summary>
    public static string Query(int rows) => string.Create(CultureInfo.InvariantCulture, $$"""
        select 'A' || lpad(n::text, 6, '0') as order_id, 'Customer.' || n % 97 || '@Example.com' as email, (n % 1000)::numeric(12, 2) + 0.25 as total,
          timestamptz '2026-03-01 00:00:00+00' + n * interval '1 second' as created_at, case when n % 3 > 0 then 'Ünï, "' || n || '"' end as note
        from generate_series(1, {{rows}}) as n order by n
        """);

    public static byte[] Csv(int rows) => Encoding.UTF8.GetBytes(string.Join(',', Names) + "\n" + string.Concat(All(rows).Select(row =>
        string.Join(',', Texts(row).Select(cell => cell is null ? "" : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\n")));

    public static byte[] Ndjson(int rows) => Encoding.UTF8.GetBytes(string.Concat(All(rows).Select(row =>
        $"{{\"order_id\":{JsonSerializer.Serialize(row.Id)},\"email\":{JsonSerializer.Serialize(row.Email)},\"total\":{row.Total},\"created_at\":\"{Text(row.At)}\",\"note\":{JsonSerializer.Serialize(row.Note)}}}\n")));

    /// <summary>Totals are decimals and times are times there.</summary>
    public static byte[] Parquet(int rows) => TableWriter.File(
        [
            new("order_id", TableType.Text),
            new("email", TableType.Text),
            new("total", TableType.Money),
            new("created_at", TableType.Time),
            new("note", TableType.Text),
        ],
        [.. All(rows).Select(row => new object?[] { row.Id, row.Email, decimal.Parse(row.Total, CultureInfo.InvariantCulture), row.At, row.Note })]);

    /// <summary>Totals are numbers there.</summary>
    public static byte[] Xlsx(int rows) => new Workbook()
        .Sheet("Orders", [[.. Names], .. All(rows).Select(row => new[] { row.Id, row.Email, "#" + row.Total, Text(row.At), row.Note })])
        .Bytes();

    private static IEnumerable<Purchase> All(int rows) => Enumerable.Range(1, rows).Select(n => new Purchase(
        n.ToString("'A'000000", CultureInfo.InvariantCulture),
        FormattableString.Invariant($"Customer.{n % 97}@Example.com"),
        FormattableString.Invariant($"{n % 1000}.25"),
        First.AddSeconds(n),
        n % 3 == 0 ? null : FormattableString.Invariant($"Ünï, \"{n}\"")));

    private static string?[] Texts(Purchase row) => [row.Id, row.Email, row.Total, Text(row.At), row.Note];

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private sealed record Purchase(string Id, string Email, string Total, DateTime At, string? Note);
}
