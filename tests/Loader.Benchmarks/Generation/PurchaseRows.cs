using System.Globalization;

namespace Loader.Benchmarks.Generation;

/// <summary>
/// The rows of <c>sample-data/purchases.csv</c>: a shop's orders of spring 2026 as its CRM exports them, in the shop's local
/// time, with the mistakes that such exports have. Same seed, same bytes.
/// </summary>
internal static class PurchaseRows
{
    public const int Rows = 2_400;
    private const ulong Seed = 2_026;

    private static readonly string[] FirstNames =
        ["Anna", "Luca", "Zoë", "Jürgen", "María", "Giulia", "Søren", "Chloé", "Marco", "Agnieszka", "Paweł", "Sofia", "Émile", "Ingrid", "Núria", "Tom"];

    private static readonly string[] LastNames =
        ["Rossi", "Müller", "O'Brien", "García", "Łukasik", "Nguyễn", "D'Angelo", "Dubois", "Jensen", "Öberg", "Smith", "Ferrari", "Novák", "Bianchi"];

    private static readonly (string Country, string Currency, string Prefix)[] Markets =
        [("IT", "EUR", "+39"), ("DE", "EUR", "+49"), ("FR", "EUR", "+33"), ("GB", "GBP", "+44"), ("SE", "SEK", "+46"), ("US", "USD", "+1")];

    private static readonly string[] Coupons = ["", "", "", "", "", "", "SPRING26", "WELCOME10", "NULL"];

    private static readonly string[] Notes =
        ["", "", "", "", "gift wrap, please", "leave at the \"Bar Roma\"", "ring twice;\nthen wait", "fragile", "consegna dopo le 18, grazie"];

    /// <summary>The mistakes, by row number: what an export really brings.</summary>
    private static readonly Dictionary<int, Action<string[]>> Mistakes = new()
    {
        [57] = row => row[Status] = "open",
        [208] = row => row[Total] = "12,5O",
        [333] = row => row[Status] = "cancelled",
        [512] = row => row[CreatedAt] = "2026-03-29 02:30:00",
        [640] = row => row[ClientId] = "",
        [777] = row => row[Total] = "-40.00",
        [901] = row => row[Email] = "anna.test@test.example.com",
        [1050] = row => row[SessionId] = "short",
        [1203] = row => row[CreatedAt] = "29/04/2026 10:15",
        [1399] = row => row[Status] = "refunded",
        [1500] = row => row[Total] = "",
        [1666] = row => row[Email] = "qa@test.example.com",
        [1871] = row => row[Status] = "open",
        [2042] = row => row[PageId] = "page/4711",
        [2200] = row => row[Status] = "cancelled",
    };

    private const int CreatedAt = 1;
    private const int Status = 2;
    private const int ClientId = 3;
    private const int SessionId = 4;
    private const int PageId = 5;
    private const int Email = 7;
    private const int Total = 11;

    /// <summary>A row whose last cells are missing, as a cut line has it.</summary>
    private const int CutRow = 1_111;

    public static void Write(TextWriter output)
    {
        var chance = new Seeded(Seed);
        output.Write("order_id,created_at,status,client_id,session_id,page_id,customer,email,phone,country,currency,total,coupon,items,page_path,note\n");
        var clients = Enumerable.Range(0, 640).Select(_ => Client(chance)).ToArray();
        var time = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Unspecified);
        for (var row = 1; row <= Rows; row++)
        {
            time = time.AddSeconds(chance.Between(20, 2_900));
            if (time.Hour < 7) time = time.Date.AddHours(7).AddSeconds(chance.Below(1_800));
            var cells = Cells(row, time, clients[chance.Below(clients.Length)], chance);
            if (Mistakes.TryGetValue(row, out var mistake)) mistake(cells);
            var kept = row == CutRow ? cells.Take(9) : cells;
            output.Write(string.Join(',', kept.Select(Quoted)));
            output.Write('\n');
        }
    }

    private static (string Id, string Name, string Email, string Phone, int Market) Client(Seeded chance)
    {
        var first = chance.Of(FirstNames);
        var last = chance.Of(LastNames);
        var market = chance.Below(Markets.Length);
        var phone = Markets[market].Prefix + " " + chance.Between(300, 399).ToString(CultureInfo.InvariantCulture) + " "
            + chance.Between(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture);
        return (chance.Word(15), first + " " + last, "customer." + chance.Between(1_000, 99_999).ToString(CultureInfo.InvariantCulture) + "@example.com", phone, market);
    }

    private static string[] Cells(int row, DateTime time, (string Id, string Name, string Email, string Phone, int Market) client, Seeded chance) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{100_000 + row:D7}"),
        time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        "paid",
        client.Id,
        chance.Word(15),
        chance.Word(15),
        client.Name,
        chance.Below(12) == 0 ? " " + client.Email.ToUpperInvariant() : client.Email,
        chance.Below(5) == 0 ? "" : client.Phone,
        Markets[client.Market].Country,
        chance.Below(9) == 0 ? Markets[client.Market].Currency.ToLowerInvariant() : Markets[client.Market].Currency,
        (chance.Between(490, 38_900) / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        chance.Of(Coupons),
        chance.Between(1, 6).ToString(CultureInfo.InvariantCulture),
        "/checkout/" + chance.Of(["thanks", "done", "grazie"]),
        chance.Of(Notes),
    ];

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
