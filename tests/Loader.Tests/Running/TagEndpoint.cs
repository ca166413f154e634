using System.Globalization;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Running;

/// <summary>The rehearsed tag, and which rows it says arrived: a row's number stands in its order id.</summary>
internal sealed class TagEndpoint : IAsyncDisposable
{
    private readonly RehearsalEndpoint endpoint;

    private TagEndpoint(RehearsalEndpoint endpoint) => this.endpoint = endpoint;

    public string Url => new Uri(endpoint.Address, "/tm/nameless").ToString();

    public ReceivedLog Received => endpoint.Received;

    public IReadOnlyList<JsonElement> Bodies => [.. Received.Kept.OrderBy(one => one.Number).Select(one => JsonDocument.Parse(one.Body).RootElement)];

    public static async Task<TagEndpoint> StartAsync(string faults = "", string? key = null)
    {
        FindingList findings = [];
        var script = FaultScript.Parse(faults, seed: 7, findings) ?? throw new ArgumentException(string.Join('\n', findings), nameof(faults));
        var rules = new NamelessRules(new NamelessTag { AuthorizedDomains = ["shop.example"], ApiKey = key, KnownSessions = true });
        return new(await RehearsalEndpoint.StartAsync(rules, script, new() { KeepRequests = true }, CancellationToken.None));
    }

    /// <summary>Rows that the tag took, in ascending order, each as often as it was taken.</summary>
    public IReadOnlyList<long> Rows(bool answerLost)
    {
        var bodies = Received.Kept.ToDictionary(request => request.Number, request => request.Body);
        return [.. Received.Events().Where(one => one.AnswerLost == answerLost).Select(one => Row(bodies[one.Request])).Order()];
    }

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private static long Row(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return long.Parse(json.RootElement.GetProperty("ecommerce").GetProperty("transaction_id").GetString()!.AsSpan(1), CultureInfo.InvariantCulture);
    }
}
