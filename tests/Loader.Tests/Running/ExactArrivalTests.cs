using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Running.Showing;
using Loader.Tests.Sources.Csv;
using NodaTime;
using NodaTime.Text;

namespace Loader.Tests.Running;

/// <summary>
/// Every row that is accepted arrives exactly: through the real source, mapper and packer, and read back by a JSON parser that is not ours.
/// Times are compared with NodaTime's own answer.
/// </summary>
public sealed class ExactArrivalTests : IDisposable
{
    private const string AnyTime = "2026-03-01 10:00:00";

    private static readonly string[] Zones = ["Europe/Rome", "America/New_York", "Australia/Lord_Howe"];
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");

    private static readonly string[] Difficult =
        [
            "\"", "\"\"", ",", ";", "\t", "'", "''", "\\", "\\u0041", "/", "</script>", "\r", "\n", "\r\n", "\uFEFF", "\uFFFD", "\u0001", "\u001F",
            "\u007F", "\u0085", "\u2028", "e\u0301", "é", "日", "😀", "👩‍👩‍👧", "=", "{x}", "${A}", " ",
        ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(Difficult),
        Gen.Choose(1, 0xD7FF).Select(code => ((char)code).ToString()),
        Gen.Choose(0xE000, 0xFFFF).Select(code => ((char)code).ToString()),
        Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)).ListOf().Select(string.Concat);

    /// <summary>Up to 28 digits, zeros at the end included; whole parts that JavaScript keeps.</summary>
    private static readonly Gen<string> Decimal =
        from whole in Gen.OneOf(Gen.Choose(0, 9), Gen.Choose(0, int.MaxValue)).Zip(Gen.Elements(1L, 1_000L, 4_194_304L))
        from fraction in Gen.Choose(0, 12).SelectMany(digits => Gen.ArrayOf(
            Gen.Frequency((2, Gen.Elements('0')), (3, Gen.Choose('0', '9').Select(c => (char)c))),
            digits))
        from negative in Gen.Elements(true, false)
        select Number((whole.Item1 * whole.Item2).ToString(CultureInfo.InvariantCulture), new string(fraction), negative);

    private static readonly Gen<string> Integer =
        Gen.OneOf(
            Gen.Choose(int.MinValue, int.MaxValue).Select(n => (long)n),
            Gen.Elements(0L, 1, -1, 1L << 53, -(1L << 53), (1L << 53) - 1)).Select(n => n.ToString(CultureInfo.InvariantCulture));

    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_value_of_a_row_arrives_as_it_was_and_a_time_that_is_none_or_two_fails_that_row_alone()
    {
        var tables =
            from zone in Gen.Elements(Zones)
            from rows in Gen.ListOf(
                from text in Text
                from amount in Decimal
                from count in Integer
                from at in NearChangeOfClocks(zone)
                select new Row(text, amount, count, at))
            from quoteAll in Gen.Elements(true, false)
            from lineEnd in Gen.Elements("\n", "\r\n")
            select new Table(zone, [.. rows], quoteAll, lineEnd);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(40), Prop.ForAll(tables.ToArbitrary(), CheckTable));
    }

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("O''Brien")]
    [InlineData("say \"hi\"")]
    [InlineData("C:\\new\\table")]
    [InlineData("007")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("")]
    [InlineData("  both ends  ")]
    [InlineData("=SUM(A1)")]
    [InlineData("{\"a\":1}")]
    [InlineData("line\r\nbreak")]
    [InlineData("e\u0301 is not \u00e9")]
    public async Task A_text_that_the_mapping_only_passes_on_arrives_byte_by_byte(string text)
    {
        WriteTable(new("Europe/Rome", [new(text, "1", "1", AnyTime)], QuoteAll: true, "\n"));

        var payload = Assert.Single(await Payloads()).Payload!;

        using var json = JsonDocument.Parse(payload);
        Assert.Equal(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(json.RootElement.GetProperty("event_data").GetProperty("text").GetString()!));
    }

    [Theory]
    [InlineData("0.10")]
    [InlineData("100")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("1234567890123456.789012345600")]
    [InlineData("9007199254740991.000000000000")]
    public async Task A_decimal_arrives_with_every_digit_it_came_with(string number)
    {
        WriteTable(new("Europe/Rome", [new("x", number, "1", AnyTime)], QuoteAll: false, "\n"));

        using var json = JsonDocument.Parse(Assert.Single(await Payloads()).Payload!);
        Assert.Equal(number, json.RootElement.GetProperty("event_data").GetProperty("amount").GetRawText());
    }

    [Fact]
    public async Task Same_input_same_bytes_whatever_the_number_of_senders_and_in_every_run()
    {
        await using var tag = await TagEndpoint.StartAsync();
        var rows = Enumerable.Range(1, 200).Select(i => new Row("é\"" + i, "1.50", i.ToString(CultureInfo.InvariantCulture), AnyTime)).ToArray();
        WriteTable(new("Europe/Rome", rows, QuoteAll: true, "\n"), tag.Url);

        var hashes = new List<string?>();
        foreach (var parallel in new[] { 1, 16, 16 })
        {
            var report = await place.Run(flags => flags with
            {
                Parallel = parallel.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Restart = true,
            });
            Assert.Equal((rows.Length, true), ((int)report.Counts.Sent, report.Balances));
            hashes.Add(report.PayloadHash);
        }

        Assert.NotNull(hashes[0]);
        Assert.Single(hashes.Distinct());

        // As sent, byte by byte: each payload was received once in each of the three runs.
        Assert.All(tag.Received.Kept.GroupBy(one => Convert.ToHexString(one.Body)), same => Assert.Equal(3, same.Count()));
    }

    private async Task CheckTable(Table table)
    {
        if (table.Rows.Length == 0) return;
        WriteTable(table);

        var payloads = await Payloads();

        Assert.Equal(table.Rows.Length, payloads.Count);
        for (var i = 0; i < payloads.Count; i++)
        {
            var row = table.Rows[i];
            var mapped = DateTimeZoneProviders.Tzdb[table.Zone].MapLocal(Local.Parse(row.At).Value);
            if (mapped.Count != 1)
            {
                Assert.Null(payloads[i].Payload);
                Assert.StartsWith("failed: ", payloads[i].Reason, StringComparison.Ordinal);
                continue;
            }

            Assert.True(payloads[i].Payload is not null, payloads[i].Reason);
            using var json = JsonDocument.Parse(payloads[i].Payload!);
            var data = json.RootElement.GetProperty("event_data");
            Assert.Equal(row.Text, data.GetProperty("text").GetString());
            Assert.Equal(row.Amount, data.GetProperty("amount").GetRawText());
            Assert.Equal(row.Count, data.GetProperty("count").GetRawText());
            Assert.Equal(mapped.Single().ToInstant().ToUnixTimeMilliseconds(), json.RootElement.GetProperty("event_timestamp").GetInt64());
        }
    }

    private async Task<IReadOnlyList<PreviewedRow>> Payloads()
    {
        await using var prepared = await place.Prepare();
        Assert.True(prepared is not null, string.Join('\n', place.Findings));
        var rows = new List<PreviewedRow>();
        await foreach (var row in Preview.RowsAsync(prepared, long.MaxValue, TimeProvider.System, CancellationToken.None)) rows.Add(row);
        return rows;
    }

    /// <summary>Three hours around a moment in 2020 to 2030 at which the zone's clocks were changed, in either direction.</summary>
    private static Gen<string> NearChangeOfClocks(string zone)
    {
        var years = new NodaTime.Interval(Instant.FromUtc(2020, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0));
        var changes = DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(years).Skip(1).Select(interval => interval.IsoLocalStart).ToArray();
        return
            from change in Gen.Elements(changes)
            from seconds in Gen.OneOf(
                Gen.Choose(-10_800, 10_800),
                Gen.Elements(-7201, -7200, -3601, -3600, -1801, -1800, -1, 0, 1799, 1800, 3599, 3600, 7199, 7200))
            select Local.Format(change.PlusSeconds(seconds));
    }

    private static string Number(string whole, string fraction, bool negative)
    {
        var text = fraction.Length == 0 ? whole : whole + "." + fraction;
        return negative && BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture) != 0 ? "-" + text : text;
    }

    private void WriteTable(Table table, string endpoint = "http://127.0.0.1:9/tm/nameless")
    {
        var cells = table.Rows.Select((row, i) => new[] { FormattableString.Invariant($"A{i + 1:D14}"), row.Text, row.Amount, row.Count, row.At }).ToArray();
        var csv = CsvText.Write(cells, new(',', '"', table.LineEnd, FinalEnd: true, table.QuoteAll));
        place.Write("rows.csv", csv.Replace("c0,c1,c2,c3,c4" + table.LineEnd, "order_id,text,amount,count,at" + table.LineEnd, StringComparison.Ordinal));
        place.Write("mapping.yaml", $$"""
            mapping: exact
            from: { csv: { path: '{{place["rows.csv"]}}', delimiter: ",", nulls: [] } }
            columns:
              amount: decimal
              count: integer
              at: time("yyyy-MM-dd HH:mm:ss", "{{table.Zone}}")
            key: = order_id
            event:
              event_name: purchase
              event_timestamp: = at
              client_id: = order_id
              session_id: Session12345678
              page_id: Page12345678901
              event_data: { text: = text, amount: = amount, count: = count }
              ecommerce: { transaction_id: = order_id }
            to: { nameless: { endpoint: {{endpoint}}, origin: https://shop.example } }
            """);
    }

    private sealed record Row(string Text, string Amount, string Count, string At);

    private sealed record Table(string Zone, Row[] Rows, bool QuoteAll, string LineEnd)
    {
        public override string ToString() => $"{Zone}\n{string.Join('\n', Rows.Select(row => JsonSerializer.Serialize(row)))}";
    }
}
