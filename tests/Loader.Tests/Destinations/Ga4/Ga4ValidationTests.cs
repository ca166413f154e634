using System.Text;
using System.Text.Json;
using Loader.Destinations;
using Loader.Destinations.Ga4;

namespace Loader.Tests.Destinations.Ga4;

/// <summary>What is asked of the debug endpoint, and how its answers read.</summary>
public sealed class Ga4ValidationTests
{
    private readonly Ga4ContractTests shared = new();

    [Fact]
    public async Task An_event_is_shown_by_itself_and_judged_strictly()
    {
        var (_, body, note, _) = shared.Pack(shared.GoodEvent());
        var validation = (IEventValidation)Settings.Configure(shared.Kind, [.. shared.GoodSettings, ("validate", "true")]);

        using var request = validation.Validation(body, note);

        Assert.Equal(Ga4Validation.Events, validation.EventsToValidate);
        Assert.Equal("https://www.google-analytics.com/debug/mp/collect?measurement_id=G-ABC1234567&api_secret=a-secret", request.RequestUri!.AbsoluteUri);
        using var json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync());
        Assert.Equal(1, json.RootElement.GetProperty("events").GetArrayLength());
        Assert.Equal("ENFORCE_RECOMMENDATIONS", json.RootElement.GetProperty("validation_behavior").GetString());
    }

    [Fact]
    public void Nothing_is_shown_unless_the_mapping_asks_for_it() => Assert.Equal(0, ((IEventValidation)shared.Destination).EventsToValidate);

    [Theory]
    [InlineData(200, """{"validationMessages":[]}""", "")]
    [InlineData(
        200,
        """{"validationMessages":[{"fieldPath":"events.params","description":"too many","validationCode":"EXCEEDED_MAX_ENTITIES"},{"description":"no"}]}""",
        "EXCEEDED_MAX_ENTITIES: events.params: too many|no")]
    [InlineData(404, "", "HTTP 404 instead of an answer")]
    [InlineData(200, "<html>", "no answer in JSON")]
    [InlineData(200, "", "no answer in JSON")]
    [InlineData(200, "{}", "an answer without validationMessages")]
    public void Its_messages_are_the_faults_and_silence_is_one(int status, string answer, string faults) =>
        Assert.Equal(faults, string.Join('|', Ga4Validation.Read(status, Encoding.UTF8.GetBytes(answer))));
}
