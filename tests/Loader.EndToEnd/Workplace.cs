using System.Text;

namespace Loader.EndToEnd;

/// <summary>A folder of its own for one test, with rows and a mapping.</summary>
internal sealed class Workplace : IDisposable
{
    public const string Header = "order_id,created_at,status,client_id,session_id,page_id,email,total,currency";

    public string Folder { get; } = Directory.CreateTempSubdirectory("loader-e2e-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Runs => this[".loader"];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Write(string name, string text) => File.WriteAllText(this[name], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Good rows: <paramref name="clients"/> clients take turns, so that lanes are used.</summary>
    public void WriteRows(int rows, int clients = 50, Func<int, string, string>? change = null)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var row = 1; row <= rows; row++)
        {
            var line = Row(row, row % clients);
            text.Append(change?.Invoke(row, line) ?? line).Append('\n');
        }

        Write("rows.csv", text.ToString());
    }

    public static string Row(int row, int client) => FormattableString.Invariant(
        $"A{row:D6},2026-03-{1 + (row / 4000 % 28):D2} {row / 180 % 24:D2}:{row / 3 % 60:D2}:{row % 3 * 20:D2},paid,Client{client:D9},Session{row:D8},Page{row:D11},c{client}@example.com,{row % 300}.50,EUR");

    public void WriteMapping(
        string endpoint,
        string name = "mapping.yaml",
        string to = "",
        string send = "{ parallel: 8, attempts: 4, timeout: 5m }",
        string more = "") => Write(name, $$"""
        mapping: orders
        from:
          csv: { path: rows.csv, delimiter: "," }
        columns:
          created_at: time("yyyy-MM-dd HH:mm:ss", "UTC")
          total: decimal
        key: = order_id
        skip:
          not_paid: = status != "paid"
        event:
          event_name: purchase
          event_timestamp: = created_at
          client_id: = client_id
          session_id: = session_id
          page_id: = page_id
          ecommerce:
            transaction_id: = order_id
            value: = total
            currency: = currency
        to:
          nameless:
            endpoint: {{endpoint}}
            origin: https://shop.example
            {{to}}
        send: {{send}}
        {{more}}
        """);
}
