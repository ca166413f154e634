using System.Text;
using Loader.Tests.Cli;
using Loader.Tests.Sources;

namespace Loader.Tests.Drafting;

/// <summary>Files as shops and spreadsheets export them: names with accents and particles, amounts with signs, titles above the header.</summary>
public sealed class RealFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Téléphone", "06 12 34 56 78", "telephone_sha256: '= try(Téléphone | normalize_phone")]
    [InlineData("Prénom", "Anna", "prenom_sha256: = Prénom | normalize_name | sha256")]
    [InlineData("Adresse électronique e-mail", "none", "adresse_electronique_e_mail_sha256: = try(")]
    [InlineData("Billing Name", "Anna", "billing_name_sha256: = `Billing Name` | normalize_name | sha256")]
    [InlineData("Straße", "Hauptstr. 1", "# DECIDE may people's addresses leave as they are?")]
    [InlineData("Größe", "XL", "grosse: = Größe")]
    public async Task People_are_known_by_names_with_accents(string name, string cell, string expected)
    {
        var typed = await InitAsync($"id,{name}\n1,{cell}\n2,{cell}\n", "http");

        Assert.Contains(expected, typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`Numéro de commande`", "Date de commande", "Montant total")]
    [InlineData("`Número de pedido`", "Fecha de compra", "Importe total")]
    [InlineData("`Numero d'ordine`", "Data dell'ordine", "Importo totale")]
    [InlineData("Bestellnummer", "Rechnungsdatum", "Gesamtsumme")]
    public async Task Fields_are_found_behind_particles(string order, string date, string total)
    {
        var typed = await InitAsync($"{order.Trim('`')};{date};{total}\nA1;2026-03-01 10:00:00;12,50\nA2;2026-03-02 10:00:00;1,75\n", "ga4");

        Assert.Contains($"    transaction_id: = {order}\n", typed.Output, StringComparison.Ordinal);
        Assert.Contains("  timestamp: = ", typed.Output, StringComparison.Ordinal);
        Assert.Contains("    value: = ", typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$1,000.99\"", "\"$2.50\"", "replace(\"$\", \"\") | trim | decimal(\".\", \",\")", "1000.99", "2.50")]
    [InlineData("\"1.010,90 €\"", "\"-2,50 €\"", "replace(\"€\", \"\") | trim | decimal(\",\", \".\")", "1010.90", "-2.50")]
    [InlineData("\"1\u00A0010,90\u00A0€\"", "\"2,50\u00A0€\"", "replace(\"€\", \"\") | collapse_spaces | decimal(\",\", \" \")", "1010.90", "2.50")]
    [InlineData("\"1\u202F010,90\"", "\"12 002,50\"", "collapse_spaces | decimal(\",\", \" \")", "1010.90", "12002.50")]
    [InlineData("1'010.90", "2.50", "decimal(\".\", \"'\")", "1010.90", "2.50")]
    [InlineData("\"EUR 1,000.00\"", "\"EUR 2.50\"", "replace(\"EUR\", \"\") | trim | decimal(\".\", \",\")", "1000.00", "2.50")]
    public async Task Amounts_are_read_with_their_signs_and_groups(string first, string second, string conversion, string one, string two)
    {
        var mapping = folder.PathOf("m.yaml");
        await InitAsync($"id,amount\n1,{first}\n2,{second}\n", "http", "--out", mapping);

        Assert.Contains($"  amount: {conversion} ", await File.ReadAllTextAsync(mapping), StringComparison.Ordinal);
        var preview = await Typed.RunAsync("preview", mapping, "--compact");
        Assert.Contains($"\"amount\":{one}}}", preview.Output, StringComparison.Ordinal);
        Assert.Contains($"\"amount\":{two}}}", preview.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mar 1, 2026", "Mar 12, 2026", "date(\"MMM d, yyyy\")", "2026-03-12")]
    [InlineData("March 1, 2026", "May 12, 2026", "date(\"MMMM d, yyyy\")", "2026-05-12")]
    [InlineData("1 March 2026", "12 May 2026", "date(\"d MMMM yyyy\")", "2026-05-12")]
    [InlineData("Mar 1, 2026 10:05", "Mar 12, 2026 11:05", "time(\"MMM d, yyyy HH:mm\", \"UTC\")", "2026-03-12T11:05:00Z")]
    public async Task Months_have_names(string first, string second, string conversion, string value)
    {
        var mapping = folder.PathOf("m.yaml");
        await InitAsync($"id,day\n1,\"{first}\"\n2,\"{second}\"\n", "http", "--out", mapping);

        Assert.Contains($"  day: {conversion}", await File.ReadAllTextAsync(mapping), StringComparison.Ordinal);
        Assert.Contains($"\"day\":\"{value}\"", (await Typed.RunAsync("preview", mapping, "--compact")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_above_the_header_is_no_header()
    {
        var typed = await InitAsync("Report\nof March\n\nid,total\n1,2.50\n2,3.50\n", "http");

        Assert.Equal(2, typed.ExitCode);
        Assert.Empty(typed.Output);
        Assert.EndsWith(
            "loader: 3 rows have more or fewer cells than the first line, so that is not the header\n"
            + "  hint: name a YAML file that says which is: from: { csv: { path: …, skip_lines: 3 } }\n",
            typed.Talk,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,total,total\n1,2,3\n", "columns 2 and 3 are both named 'total'")]
    [InlineData("id,,total\n1,2,3\n", "column 2 of 3 has no name")]
    public async Task Columns_without_a_name_of_their_own_are_named_in_the_mapping(string text, string said)
    {
        var typed = await InitAsync(text, "http");

        Assert.Equal(2, typed.ExitCode);
        Assert.Contains(said, typed.Talk, StringComparison.Ordinal);
        Assert.Contains("header: false, skip_lines: 1, columns: [order_id, …]", typed.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("encoding", typed.Talk, StringComparison.Ordinal);
    }

    private Task<Typed> InitAsync(string text, string to, params string[] further) =>
        Typed.RunAsync(["init", folder.Write("rows.csv", Encoding.UTF8.GetBytes(text)), "--to", to, .. further]);
}
