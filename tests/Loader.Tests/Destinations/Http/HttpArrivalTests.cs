using Loader.Destinations.Http;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Destinations.Http;

/// <summary>What a load to an HTTP endpoint is bound to, where settings have parts.</summary>
public sealed class HttpArrivalTests
{
    private const string Usual = """
        url: https://api.example.com/events
        headers: { X-Tenant: "${TENANT}", X-Api-Key: "${KEY}" }
        body: { source: crm, api_key: "${KEY}", events: = events }
        """;

    [Theory]
    [InlineData("X-Tenant: \"${TENANT}\"", "X-Tenant: beta")]
    [InlineData("source: crm", "source: shop")]
    [InlineData("https://api.example.com/events", "https://api.example.com/{= shop}/events")]
    public void Another_text_in_a_header_an_envelope_or_a_computed_address_is_another_load(string from, string to) =>
        Assert.NotEqual(Bound(Usual), Bound(Usual.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Another_value_of_a_variable_counts_and_a_renewed_credential_does_not()
    {
        Assert.NotEqual(Bound(Usual), Bound(Usual, tenant: "beta"));
        Assert.Equal(Bound(Usual), Bound(Usual, key: "renewed-key-4711"));
    }

    [Fact]
    public void Nothing_of_a_value_is_written_down()
    {
        var bound = Bound(Usual + "\nevent_id_field: \"${KEY}\"\nauth: { bearer: \"${KEY}\" }");

        Assert.DoesNotContain("0815", bound, StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", bound, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_are_sent_again_within_the_window_that_the_mapping_names()
    {
        Assert.Equal(TimeSpan.FromHours(48), Destination(Usual + "\nignores_repeats: 48h").Protocol.RepeatWindow);
        Assert.Null(Destination(Usual + "\nignores_repeats: always").Protocol.RepeatWindow);
        Assert.True(Destination(Usual + "\nignores_repeats: always").Protocol.IgnoresRepeats);
        Assert.False(Destination(Usual).Protocol.IgnoresRepeats);
    }

    private static string Bound(string yaml, string tenant = "alpha", string key = "first-key-0815") =>
        string.Join('\n', Destination(yaml, tenant, key).ArrivalSettings.Select(one => $"{one.Key}={one.Value}"));

    private static Loader.Destinations.IDestination Destination(string yaml, string tenant = "alpha", string key = "first-key-0815")
    {
        FindingList findings = [];
        var map = YamlReader.Read(yaml, "mapping.yaml", findings)!;
        var context = new OptionContext(findings, name => name == "TENANT" ? tenant : key, new());
        var destination = new HttpKind().Configure(new("to.http", map, context, Place.Of("mapping.yaml")));
        Assert.True(destination is not null && !findings.HasErrors, string.Join('\n', findings));
        return destination;
    }
}
