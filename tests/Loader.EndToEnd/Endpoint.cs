using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Nameless;

namespace Loader.EndToEnd;

/// <summary>The rehearsed tag in the test's own process, so that its list is nobody's word but its own.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    public const string Key = "right-key-4711";
    private readonly RehearsalEndpoint endpoint;

    private Endpoint(RehearsalEndpoint endpoint) => this.endpoint = endpoint;

    public string Url => new Uri(endpoint.Address, "/tm/nameless").ToString();

    public string UrlOf(string path) => new Uri(endpoint.Address, path).ToString();

    public ReceivedLog Received => endpoint.Received;

    /// <summary>Rows whose event was accepted and answered; the number stands in the order id.</summary>
    public IReadOnlyList<long> AnsweredRows => Rows(lost: false);

    /// <summary>Rows whose event was accepted and whose answer never left.</summary>
    public IReadOnlyList<long> RowsWithLostAnswer => Rows(lost: true);

    public static async Task<Endpoint> StartAsync(
        string faults = "",
        ulong seed = 1,
        bool withKey = false,
        bool knownSessions = true,
        TimeProvider? clock = null)
    {
        FindingList findings = [];
        var script = FaultScript.Parse(faults, seed, findings) ?? throw new ArgumentException(string.Join('\n', findings), nameof(faults));
        var rules = new NamelessRules(new NamelessTag
        {
            AuthorizedDomains = ["shop.example"],
            ApiKey = withKey ? Key : null,
            KnownSessions = knownSessions,
        });
        var options = new EndpointOptions { KeepRequests = true, Clock = clock ?? TimeProvider.System };
        return new(await RehearsalEndpoint.StartAsync(rules, script, options, CancellationToken.None));
    }

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private List<long> Rows(bool lost)
    {
        var bodies = Received.Kept.ToDictionary(request => request.Number, request => request.Body);
        return
        [
            .. Received.Events()
                .Where(accepted => accepted.AnswerLost == lost)
                .Select(accepted => Row(bodies[accepted.Request]))
                .OfType<long>(),
        ];
    }

    private static long? Row(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("ecommerce", out var ecommerce)
            ? long.Parse(ecommerce.GetProperty("transaction_id").GetString()!.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
