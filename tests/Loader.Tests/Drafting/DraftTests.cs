using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Loader.Tests.Architecture;
using Loader.Tests.Cli;
using Loader.Tests.Reports;
using Loader.Tests.Sources;

namespace Loader.Tests.Drafting;

/// <summary>What <c>init</c> writes: as golden files for real sources, and as what holds for any.</summary>
public sealed class DraftTests
{
    /// <summary>What a first mapping may still lack: fields that no column fits.</summary>
    private static readonly string[] Lacking = ["DST102", "GA4001", "GA4010", "GAN001", "SNP003", "HTTP003", "MAP002"];

    [Theory]
    [InlineData("purchases.csv", "nameless")]
    [InlineData("purchases.ndjson", "ga4")]
    [InlineData("conversions.csv", "segment")]
    [InlineData("conversions.csv", "http")]
    [InlineData("visits.csv", "google_analytics")]
    [InlineData("order-lines.csv", "snowplow")]
    [InlineData("order-lines.csv", "nameless")]
    public async Task First_mappings_for_the_samples(string source, string destination)
    {
        var path = Path.Combine(Repository.Root, "sample-data", source);

        var typed = await Typed.RunAsync("init", path, "--to", destination);

        GoldenFile.Verify($"golden/{source}-{destination}.txt", typed.ToString());
    }

    [Theory]
    [InlineData("nameless")]
    [InlineData("ga4")]
    [InlineData("snowplow")]
    [InlineData("segment")]
    [InlineData("google_analytics")]
    [InlineData("http")]
    public async Task The_columns_of_other_languages_are_known(string destination)
    {
        const string shop = """
            Bestellnummer;Bestelldatum;Gesamtbetrag;Währung;E-Mail;Telefon;Vorname;Land;PLZ;Gutschein
            10001;28.02.2026 10:15;1.234,50;EUR;anna@example.com;+49 30 1234567;Anna;DE;01067;
            10002;01.03.2026 11:00;12,00;EUR;bert@example.com;030 765432;Bert;DE;80331;HERBST
            """;
        using var folder = new TemporaryFolder();
        var source = folder.Write("bestellungen.csv", Encoding.UTF8.GetBytes(shop));

        var typed = await Typed.RunAsync("init", source, "--to", destination);

        GoldenFile.Verify($"golden/bestellungen-{destination}.txt", typed.ToString().Replace(folder.FullName, "FOLDER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nameless")]
    [InlineData("ga4")]
    [InlineData("snowplow")]
    [InlineData("segment")]
    [InlineData("google_analytics")]
    [InlineData("http")]
    public async Task Members_of_objects_are_columns_of_their_own(string destination)
    {
        const string rows = """
            {"id":"a1","at":"2026-03-01T10:00:00Z","customer":{"email":"anna@example.com","id":"c-1","address":{"country":"IT"}},"total":12.50,"lines":[{"sku":"x"}]}
            {"id":"a2","at":"2026-03-02T10:00:00Z","customer":{"email":"bert@example.com","id":"c-2","address":{"country":"FR"}},"total":3,"lines":[]}
            """;
        using var folder = new TemporaryFolder();
        var source = folder.Write("orders.ndjson", Encoding.UTF8.GetBytes(rows));
        var mapping = folder.PathOf("orders.yaml");

        var typed = await Typed.RunAsync("init", source, "--to", destination, "--out", mapping);

        Assert.Equal(0, typed.ExitCode);
        Assert.Empty(await WrongAsync(mapping));
        if (destination != "google_analytics")
            Assert.Contains("customer.email | normalize_email | sha256", await File.ReadAllTextAsync(mapping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_mapping_makes_events_of_the_rows_it_was_made_from()
    {
        using var folder = new TemporaryFolder();
        var mapping = folder.PathOf("first.yaml");
        await Typed.RunAsync("init", Path.Combine(Repository.Root, "sample-data", "conversions.csv"), "--to", "segment", "--out", mapping);

        var preview = await Typed.RunAsync("preview", mapping, "--rows", "20", "--compact");

        Assert.Equal(0, preview.ExitCode);
        Assert.Equal(20, preview.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("customer.", preview.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_exists_is_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var mapping = folder.Write("mine.yaml", "mapping: mine\n"u8.ToArray());

        var typed = await Typed.RunAsync("init", Path.Combine(Repository.Root, "sample-data", "visits.csv"), "--to", "ga4", "--out", mapping);

        Assert.Equal(2, typed.ExitCode);
        Assert.Equal("mapping: mine\n", await File.ReadAllTextAsync(mapping));
    }

    [Fact]
    public async Task A_destination_that_does_not_exist_is_answered_by_the_nearest()
    {
        var typed = await Typed.RunAsync("init", "orders.csv", "--to", "namless");

        Assert.Equal(2, typed.ExitCode);
        Assert.Contains("did you mean 'nameless'?", typed.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_table_holds_the_mapping_has_no_mistake_and_quotes_no_value()
    {
        string[] names =
        [
            "id", "Order ID", "total", "e-mail", "a: b", "#", "`tick`", "true", "now", "in", "rows", "event", "100%", "Größe", "x'y", "\"q\"", "- dash", "null", "time", "data", "=f",
            "{brace}", "[list]", "a.b", "&anchor", "*alias", "!tag", "tab\tname", "line # one", "ends ", "currency", "phone", "key", "𝄞",
        ];
        string[] words =
        [
            "qzvx1", "2026-13-45", "12,5", "1.234", "01/02/2026", "31/12/2026 10:00", "NULL", "-", "", "007", "yes", "mzq@example.com", "€ 5",
            "+39 06 1234567", "https://qq.example/x", "1772359200",
        ];
        string[] destinations = ["nameless", "ga4", "snowplow", "segment", "google_analytics", "http"];
        var tables = ArbMap.Default.ArbFor<int>().Generator.Select(seed => Table(new Random(seed), names, words)).ToArbitrary();

        var number = 0;
        Prop.ForAll(
            tables,
            table => Holds(table, destinations[number++ % destinations.Length]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static async Task<bool> Holds(string[][] table, string destination)
    {
        using var folder = new TemporaryFolder();
        var text = string.Join(
            '\n',
            table.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))) + "\n";
        var source = folder.Write("rows.csv", Encoding.UTF8.GetBytes(text));
        var mapping = folder.PathOf("m.yaml");
        var typed = await Typed.RunAsync("init", source, "--to", destination, "--out", mapping, "--format", "csv");
        if (typed.ExitCode != 0) throw new InvalidOperationException($"init failed\n{text}\n{typed}");
        var written = await File.ReadAllTextAsync(mapping);
        var wrong = await WrongAsync(mapping);
        if (wrong.Count > 0) throw new InvalidOperationException($"{string.Join('\n', wrong)}\n{text}\n{written}");
        foreach (var secret in (string[])["qzvx1", "mzq@", "qq.example", "1234567", "31/12/2026"])
        {
            if (written.Contains(secret, StringComparison.Ordinal) || typed.Talk.Contains(secret, StringComparison.Ordinal))
                throw new InvalidOperationException($"'{secret}' is quoted\n{written}\n{typed.Talk}");
        }

        return true;
    }

    private static string[][] Table(Random random, string[] names, string[] words)
    {
        var header = names.OrderBy(_ => random.Next()).Take(random.Next(1, 9)).ToArray();
        var kinds = header.Select(_ => random.Next(words.Length + 3)).ToArray();
        return [
            header,
            .. Enumerable.Range(0, random.Next(1, 12)).Select(row => kinds.Select(kind => kind < words.Length
                ? words[kind]
                : kind == words.Length ? $"r{row}"
                : words[random.Next(words.Length)]).ToArray()),
        ];
    }

    private static async Task<List<string>> WrongAsync(string mapping)
    {
        var checkedAs = await Typed.RunAsync("check", mapping, "--json");
        return
        [
            .. checkedAs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
                .Where(one => one["severity"]!.GetValue<string>() == "error" && !Lacking.Contains(one["code"]!.GetValue<string>(), StringComparer.Ordinal))
                .Select(one => one.ToJsonString()),
        ];
    }
}
