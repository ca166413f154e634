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

        GoldenFile.Verify($"golden/bestellungen-{destination}.txt", folder.Hide(typed.ToString()));
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
            Assert.Contains("customer.email | normalize_email", await File.ReadAllTextAsync(mapping), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("email", " Anna@example.com", "bert@example.com ", "try(email | normalize_email | sha256)", 0)]
    [InlineData("email", "Anna <anna@example.com>", "a@example.com, b@example.com", "try(email | normalize_email | sha256)", 1)]
    [InlineData("email", "none yet", "bert", "try(email | normalize_email | sha256)", 2)]
    [InlineData("login", "anna@example.com", "bert", "try(login | normalize_email | sha256)", 1)]
    [InlineData("billing_email", "unknown", "-", "try(billing_email | normalize_email | sha256)", 2)]
    [InlineData("phone", "333 123451", "(333) 123451 x2", "normalize_phone(\"US\", lengths: \"country\")", 1)]
    [InlineData("contact", "+393331234567", "+39 333 1234568", "normalize_phone(\"US\", lengths: \"country\")", 0)]
    [InlineData("contact", "+393331234567", "+393331234568", "contact | normalize_phone(\"US\", lengths: \"country\")", 0)]
    [InlineData("phone", "393331234567", "333 1234567", "normalize_phone(\"US\", lengths: \"country\")", 0)]
    public async Task People_are_hashed_whatever_their_cells_look_like(string name, string first, string second, string expression, int others)
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("rows.csv", Encoding.UTF8.GetBytes($"id,{name},n\n1,\"{first}\",1\n2,\"{second}\",2\n"));

        var typed = await Typed.RunAsync("init", source, "--to", "http");

        var field = typed.Output.Split('\n').Single(line => line.StartsWith($"  {name}_sha256:", StringComparison.Ordinal));
        if (others > 0 || name is "phone" or "contact") Assert.Contains(expression, field, StringComparison.Ordinal);
        else Assert.Contains("| normalize_email | sha256", field, StringComparison.Ordinal);
        Assert.Equal(others > 0, field.Contains("left out there", StringComparison.Ordinal));
        if (others > 0) Assert.Contains("# DECIDE", field, StringComparison.Ordinal);
        if (others > 0) Assert.Contains($"{others} of 2 values", typed.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_an_address_is_hashed_in_a_field_of_another_meaning()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("rows.csv", "order_id,customer_id,total\n1,anna@example.com,1\n2,bert@example.com,2\n"u8.ToArray());

        var typed = await Typed.RunAsync("init", source, "--to", "segment");

        Assert.DoesNotContain("= customer_id\n", typed.Output, StringComparison.Ordinal);
        Assert.Contains("customer_id | normalize_email | sha256", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_addresses_of_people_may_leave_is_asked()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("rows.csv", "id,street,billing_address\n1,Via Roma 1,Via Po 2\n2,Via Po 3,Via Roma 4\n"u8.ToArray());

        var typed = await Typed.RunAsync("init", source, "--to", "http");

        Assert.Equal(2, typed.Output.Split('\n').Count(line => line.Contains("DECIDE may people's addresses leave", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_of_another_encoding_is_read_as_said_and_its_mapping_says_so_too()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("rows.csv", Encoding.Latin1.GetBytes("id;stadt\n1;Köln\n2;Münster\n"));
        var mapping = folder.PathOf("m.yaml");

        var unsaid = await Typed.RunAsync("init", source, "--to", "http");
        var typed = await Typed.RunAsync("init", source, "--to", "http", "--encoding", "windows-1252", "--out", mapping);

        Assert.Contains("--encoding windows-1252", unsaid.Talk, StringComparison.Ordinal);
        Assert.Equal(0, typed.ExitCode);
        Assert.Contains("encoding: 'windows-1252'", await File.ReadAllTextAsync(mapping), StringComparison.Ordinal);
        Assert.Empty(await WrongAsync(mapping));
        Assert.Contains("Köln", (await Typed.RunAsync("preview", mapping, "--rows", "1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_another_encoding_says_which_setting_to_try()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("rows.csv", Encoding.Latin1.GetBytes("id;größe\n1;2\n"));

        var typed = await Typed.RunAsync("init", source, "--to", "http");

        Assert.Equal(2, typed.ExitCode);
        Assert.Contains("--encoding windows-1252", typed.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dash_as_the_file_is_standard_output()
    {
        var typed = await Typed.RunAsync("init", Path.Combine(Repository.Root, "sample-data", "visits.csv"), "--to", "http", "--out", "-");

        Assert.Equal(0, typed.ExitCode);
        Assert.Contains("\nevent:\n", typed.Output, StringComparison.Ordinal);
        Assert.False(File.Exists("-"));
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
