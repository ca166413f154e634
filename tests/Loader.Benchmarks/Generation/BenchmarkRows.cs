using System.Globalization;

namespace Loader.Benchmarks.Generation;

/// <summary>
/// The rows of the timed loads: 12 columns, about 129 bytes a row, one row in 200 with a quoted field, every client its own.
/// Same seed, same bytes.
/// </summary>
internal static class BenchmarkRows
{
    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "SEK"];
    private static readonly string[] Countries = ["IT", "DE", "FR", "US", "GB", "SE"];
    private static readonly string[] Channels = ["direct", "google", "email", "social"];

    public static void Write(TextWriter output, int rows, ulong seed = 7)
    {
        var chance = new Seeded(seed);
        output.Write("order_id,created_at,client_id,session_id,page_id,email,value,currency,country,source,quantity,page_path\n");
        var time = DateTimeOffset.FromUnixTimeSeconds(1_672_531_200);
        for (var row = 0; row < rows; row++)
        {
            time = time.AddSeconds(chance.Between(1, 239));
            var path = row % 200 == 0 ? $"\"/p/{row}?q=\"\"a\"\",b\"" : $"/p/{chance.Below(100_000)}";
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"O{row:D9},{time:yyyy-MM-ddTHH:mm:ssZ},{chance.Word(15)},{chance.Word(15)},{chance.Word(13)},u{chance.Below(1_000_000)}@example.com,"));
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{chance.Between(100, 99_998) / 100m:0.00},{chance.Of(Currencies)},{chance.Of(Countries)},{chance.Of(Channels)},{chance.Between(1, 8)},{path}\n"));
        }
    }
}
