using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Tests.Sources.Csv;

namespace Loader.Tests.Running;

/// <summary>
/// A mapping that only passes text on changes no byte of it: from the file to what the endpoint was sent, for any text that Unicode knows. No quote
/// is doubled, nothing is trimmed, normalized or taken for a number.
/// </summary>
public sealed class SameTextTests : IDisposable
{
    private static readonly string[] Difficult =
        [
            "'", "''", "\"", "\"\"", "O'Brien", "\\", "\\u0041", "\\\"", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "\u0001", "\u001F", "\u007F",
            "\u0085", "\u2028", "\uFEFF", "\uFFFD", "\uFFFF", "e\u0301", "é", "日", "😀", "👩‍👩‍👧", "\U0010FFFF", "=", "{x}", "${A}", "%27",
            "&amp;", "</script>", "007", "1e3", "null", "true", "  ",
        ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(Difficult),
        Gen.Choose(0, 0xD7FF).Select(code => ((char)code).ToString()),
        Gen.Choose(0xE000, 0xFFFF).Select(code => ((char)code).ToString()),
        Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)).ListOf().Select(string.Concat);

    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public void Any_text_arrives_at_the_endpoint_with_the_bytes_it_had_in_the_file(string format)
    {
        // A CSV file with a NUL in it is not taken for text, and refused as a whole.
        var text = format == "csv" ? Text.Select(any => any.Replace("\0", "", StringComparison.Ordinal)) : Text;
        var loads = Gen.NonEmptyListOf(text).Select(texts => texts.ToArray());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15).WithEndSize(60), Prop.ForAll(loads.ToArbitrary(), texts => CheckAsync(format, texts)));
    }

    private async Task CheckAsync(string format, string[] texts)
    {
        await using var tag = await TagEndpoint.StartAsync();
        Write(format, texts, tag.Url);

        var report = await place.Run(flags => flags with { Restart = true });

        Assert.Equal((texts.Length, true), ((int)report.Counts.Sent, report.Balances));
        var arrived = tag.Received.Kept.Select(request => JsonDocument.Parse(request.Body)).Where(json => json.RootElement.TryGetProperty("event_data", out var data)
            && data.TryGetProperty("text", out _)).ToDictionary(
            json => json.RootElement.GetProperty("event_data").GetProperty("id").GetString()!,
            json => json.RootElement.GetProperty("event_data").GetProperty("text").GetString()!);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(Encoding.UTF8.GetBytes(texts[i]), Encoding.UTF8.GetBytes(arrived[Client(i)]));
    }

    private static string Client(int row) => FormattableString.Invariant($"Client{row:D9}");

    private void Write(string format, string[] texts, string url)
    {
        var cells = texts.Select((text, i) => new[] { Client(i), text }).ToArray();
        place.Write("rows." + format, format == "csv"
            ? CsvText.Write(cells, new(',', '"', "\n", FinalEnd: true, QuoteAll: true)).Replace("c0,c1\n", "id,text\n", StringComparison.Ordinal)
            : string.Concat(cells.Select(row => $"{{\"id\":\"{row[0]}\",\"text\":{JsonSerializer.Serialize(row[1], Plain)}}}\n")));
        place.Write("mapping.yaml", $$"""
            mapping: same
            from: { {{format}}: { path: '{{place["rows." + format]}}'{{(format == "csv" ? ", delimiter: \",\", nulls: []" : "")}} } }
            key: = id
            event:
              event_name: purchase
              event_timestamp: 1767225600000
              client_id: = id
              session_id: Session12345678
              page_id: Page12345678901
              event_data: { id: = id, text: = text }
            to: { nameless: { endpoint: {{url}}, origin: https://shop.example } }
            """);
    }

    /// <summary>As much as possible as it is, so that the reader meets raw characters and not escapes alone.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
