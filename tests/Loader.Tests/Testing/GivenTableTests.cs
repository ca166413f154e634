using Loader.Mappings.Findings;

namespace Loader.Tests.Testing;

/// <summary>Look-up tables that tests bring along: instead of the mapping's own, and of files.</summary>
public sealed class GivenTableTests
{
    private const string Looking = """
        from: { csv: { path: no-such-file.csv } }
        tables:
          countries: { IT: Italy, FR: France }
          shops: { S1: { name: Rome, tax: 0.22 } }
          forgotten: { a: b }
        key: = id
        event:
          country: = lookup("countries", country)
          shop: = lookup("shops", shop, "name")
          campaign: = lookup("no-such/campaigns.csv", "id", campaign, "name")
          budget: = lookup("no-such/campaigns.csv", "id", campaign, "budget") | decimal
        to: { http: { url: "https://hooks.shop.example/orders" } }
        tests:

        """;

    private const string Campaigns = "no-such/campaigns.csv: [ { id: 007, name: Spring sale, budget: 12.50 } ]";

    [Fact]
    public async Task Tables_of_all_tests_stand_for_the_mappings_and_for_files_that_need_not_be_there()
    {
        var tested = await Tested.OfMappingAsync(Looking + $$"""
              - defaults: { tables: { {{Campaigns}}, countries: { IT: Italia } } }
              - { name: given, row: { id: 1, country: IT, campaign: 007 }, expect: { country: Italia, campaign: Spring sale, budget: 12.50 } }
              - { name: not in it, row: { id: 2, country: FR, campaign: 7 }, expect: { country: null, campaign: null } }
              - { name: not given, row: { id: 3, shop: S1 }, expect: { shop: Rome } }
            """);

        Assert.Empty(tested.Findings.Where(finding => finding.Code.Severity == Severity.Error));
        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task A_test_has_its_own_table_instead_of_that_of_all_tests()
    {
        var tested = await Tested.OfMappingAsync(Looking + $$"""
              - defaults: { tables: { {{Campaigns}}, countries: { IT: Italia } } }
              - { name: own, tables: { countries: { FR: Francia } }, row: { id: 1, country: IT, campaign: 007 }, expect: { country: null, campaign: Spring sale } }
              - { name: empty, tables: { no-such/campaigns.csv: [] }, row: { id: 2, country: IT, campaign: 007 }, expect: { country: Italia, budget: null } }
              - { name: without a column, tables: { no-such/campaigns.csv: [ { id: c, name: C } ] }, row: { id: 3, campaign: c }, expect: { campaign: C, budget: null } }
              - { name: columns, tables: { shops: { S1: { name: Milan } } }, row: { id: 4, shop: S1 }, expect: { shop: Milan } }
            """);

        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task A_test_without_the_table_reads_the_file()
    {
        var tested = await Tested.OfMappingAsync(Looking + $$"""
              - { name: given, tables: { {{Campaigns}} }, row: { id: 1 }, expect: { campaign: null } }
              - { name: not given, row: { id: 1 }, expect: { campaign: null } }
            """);

        Assert.Null(tested.Run);
        Assert.All(
            tested.Findings.Where(finding => finding.Code.Severity == Severity.Error),
            finding => Assert.StartsWith("there is no file 'no-such/campaigns.csv'", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contries: { IT: Italy }", "TST007", "the mapping has no table 'contries'")]
    [InlineData("no-such/campaign.csv: []", "TST007", "the mapping looks nothing up in a file 'no-such/campaign.csv'")]
    [InlineData("no-such/campaigns.csv: [ { id: 1, nmae: a } ]", "TST001", "nothing is looked up in a column 'nmae' of 'no-such/campaigns.csv'")]
    [InlineData("no-such/campaigns.csv: [ { name: a } ]", "TST006", "the row of 'no-such/campaigns.csv' has no 'id', which is its key")]
    [InlineData("no-such/campaigns.csv: [ { id: 1 }, { id: \"1\" } ]", "TST006", "the key '1' stands twice in 'no-such/campaigns.csv'")]
    [InlineData("no-such/campaigns.csv: { 1: a }", "MAP004", "the table 'no-such/campaigns.csv' is a map; it should be a list of the file's rows")]
    [InlineData("no-such/campaigns.csv: [ a ]", "MAP004", "a row of 'no-such/campaigns.csv' is a text; it should be a map of columns and cells")]
    [InlineData("no-such/campaigns.csv: [ { id: = 1 } ]", "MAP004", "the cell 'id' of 'no-such/campaigns.csv' is computed; a table holds plain values")]
    [InlineData("no-such/campaigns.csv: [ { id: [1] } ]", "MAP004", "the cell 'id' of 'no-such/campaigns.csv' is a list; the cells of a file are texts")]
    [InlineData("countries: [ { IT: Italy } ]", "MAP004", "the table 'countries' is a list; it should be a map of keys and values")]
    [InlineData("countries: { IT: { name: Italy } }", "TST006", "the key 'IT' of 'countries' has columns; the table has a single value for each key")]
    [InlineData("shops: { S1: Rome }", "TST006", "the key 'S1' of 'shops' has a single value; the table has columns")]
    [InlineData("shops: { S1: { nme: Rome } }", "TST001", "the table 'shops' has no column 'nme'")]
    [InlineData("forgotten: { a: c }", "MAP015", "nothing is looked up in the table 'forgotten'")]
    public async Task A_table_that_stands_for_nothing_or_cannot_stand_there_is_a_finding(string table, string code, string message)
    {
        var campaigns = table.Contains("campaigns.csv", StringComparison.Ordinal) ? "" : $", {Campaigns}";
        var tested = await Tested.OfMappingAsync(Looking + $"  - {{ tables: {{ {table}{campaigns} }}, row: {{ id: 1 }}, expect: {{ country: null }} }}\n");

        var finding = Assert.Single(tested.Findings, finding => finding.Code.Id != "MAP026");
        Assert.Equal((code, message), (finding.Code.Id, finding.Message));
    }

    [Fact]
    public async Task A_table_that_no_test_has_is_a_warning()
    {
        var tested = await Tested.OfMappingAsync(Looking + $$"""
              - defaults: { tables: { {{Campaigns}}, countries: { IT: nobody sees this } } }
              - defaults: { tables: { countries: { IT: Italia } } }
              - { row: { id: 1, country: IT }, expect: { country: Italia } }
              - defaults: { tables: { shops: {} } }
            """);

        Assert.Empty(tested.Differences);
        Assert.Equal(
            ["no test has the table 'countries' that is given here", "no test has the table 'shops' that is given here"],
            tested.Findings.Where(finding => finding.Code.Id == "MAP015").Select(finding => finding.Message));
    }
}
