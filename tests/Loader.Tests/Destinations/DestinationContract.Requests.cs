using System.Text;
using System.Text.Json;
using Loader.Books;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations;

/// <summary>What every destination promises about whole requests and their answers. What needs a network runs on loopback, through the real sender.</summary>
public abstract partial class DestinationContract
{
    /// <summary>Enough for every boundary of a request, and no more than a test has time for.</summary>
    private const int MostEvents = 20_000;

    /// <summary>Every answer that what is known of the destination names, and what it must mean.</summary>
    internal virtual IReadOnlyList<AnswerCase> Answers => [];

    /// <summary>Events and bytes of one request at most, as the destination's own pages state them.</summary>
    internal abstract (int Events, int Bytes) Limits { get; }

    /// <summary>What the destination says to a request that it took.</summary>
    internal virtual (int Status, string Body) Acceptance => (200, "{}");

    /// <summary>What it says to a request that it refuses as a whole for one bad event; null where it never does.</summary>
    internal virtual (int Status, string Body)? WholeRefusal => null;

    /// <summary>Where the list of events stands in a request's JSON: the member's name, or nothing when the body is that list.</summary>
    internal virtual string EventsMember => "";

    /// <summary>A good event that differs from all others of its kind.</summary>
    internal virtual ShapeBuilder EventNumber(int number) => GoodEvent();

    /// <summary>The settings that send to another address.</summary>
    internal virtual (string Name, string Text)[] SettingsFor(Uri endpoint) =>
        [.. GoodSettings.Where(setting => setting.Name != "endpoint"), ("endpoint", endpoint.AbsoluteUri)];

    /// <summary>The events of a request's body, as they stand in it.</summary>
    internal virtual IReadOnlyList<string> EventsIn(byte[] body)
    {
        if (Destination.Protocol.Framing.MaxEvents == 1) return [Encoding.UTF8.GetString(body)];
        using var json = JsonDocument.Parse(body);
        var list = EventsMember.Length == 0 ? json.RootElement : json.RootElement.GetProperty(EventsMember);
        return [.. list.EnumerateArray().Select(one => one.GetRawText())];
    }

    [Fact]
    public void A_request_has_the_limits_that_the_destination_states() =>
        Assert.Equal(Limits, (Destination.Protocol.Framing.MaxEvents, Destination.Protocol.Framing.MaxBytes));

    [Fact]
    public void A_request_is_full_to_the_byte_and_never_fuller()
    {
        var (framing, batch) = (Destination.Protocol.Framing, new Batch(Destination.Protocol.Framing, new()));
        var parcels = Parcels(Destination, 3);
        var chunk = new OpenChunk(new TestChunk(Enumerable.Range(0, MostEvents).Select(i => parcels[i % 3] with { Ticket = i, Once = 0 })));
        var taken = 0;
        while (taken < MostEvents && batch.HasRoomFor(in chunk.Chunk.Parcels[taken])) batch.Add(new(chunk, taken++));

        using var buffer = new BatchBuffer(framing);
        var bodies = Enumerable.Range(0, taken).Select(i => chunk.Chunk.Parcels[i].Body).ToArray();
        buffer.Write(bodies, framing.OpensWithNote ? parcels[0].Note.Span : default);

        Assert.Equal(batch.Bytes, buffer.Body.Length);
        Assert.InRange(taken, 1, framing.MaxEvents);
        Assert.InRange(buffer.Body.Length, 1, framing.MaxBytes);
        Assert.True(
            taken == framing.MaxEvents || batch.Bytes + framing.Between.Length + chunk.Chunk.Parcels[taken].Body.Length > framing.MaxBytes,
            $"{taken} events in {batch.Bytes} bytes are neither as many nor as large as they may be");
    }

    [Fact]
    public void Events_keep_their_order_their_bytes_and_their_ids_in_a_request()
    {
        var destination = Destination;
        var framing = destination.Protocol.Framing;
        var parcels = Parcels(destination, Math.Min(7, framing.MaxEvents));
        using var buffer = new BatchBuffer(framing);
        buffer.Write([.. parcels.Select(parcel => parcel.Body)], framing.OpensWithNote ? parcels[0].Note.Span : default);

        var events = EventsIn(buffer.Body.ToArray());

        Assert.Equal(parcels.Select(parcel => Encoding.UTF8.GetString(parcel.Body.Span)), events);
        var ids = parcels.Select(parcel => destination.EventIdOf(parcel.Body.Span)).OfType<string>().ToList();
        Assert.Distinct(ids, StringComparer.Ordinal);
        Assert.Equal(ids, events.Select(one => destination.EventIdOf(Encoding.UTF8.GetBytes(one))).OfType<string>());
    }

    [Fact]
    public void Every_answer_that_is_known_leads_to_the_outcome_that_is_known()
    {
        var destination = Destination;
        var wrong = new List<string>();
        foreach (var one in Answers)
        {
            var answer = Read(destination, one.Status, one.Body);
            if (AnswerCase.Word(answer) != one.Means) wrong.Add($"{one.Why}: {one.Status} should mean {one.Means}, and means {answer}");
            if (one.Code is not null && AnswerCase.CodeOf(answer) != one.Code)
            {
                wrong.Add($"{one.Why}: the code should be {one.Code}, and is {AnswerCase.CodeOf(answer)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_request_that_is_too_large_is_to_be_halved()
    {
        if (Destination.Protocol.Framing.MaxEvents > 1) Assert.True(Assert.IsType<Answer.Refused>(Read(Destination, 413, "")).IsForSize);
    }

    [Fact]
    public async Task What_is_sent_again_has_the_same_bytes_and_headers()
    {
        var refusals = new HashSet<string>(StringComparer.Ordinal);
        await using var endpoint = await StartAsync(body => refusals.Add(Encoding.UTF8.GetString(body)) ? (500, "") : Acceptance);
        var (ledger, _) = await SendAsync(endpoint, 5);

        Assert.Equal(5, ledger.Of<Outcome.Sent>().Count());
        Assert.All(endpoint.Received.Kept.GroupBy(one => Convert.ToHexString(one.Body)), tries =>
        {
            Assert.Equal(2, tries.Count());
            Assert.Equal(tries.First().Headers, tries.Last().Headers);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(617)]
    [InlineData(999)]
    public async Task Halving_finds_one_bad_event_among_a_thousand_in_few_requests(int bad)
    {
        var protocol = Destination.Protocol;
        if (protocol.Isolation != Isolation.Halve || protocol.Framing.MaxEvents < 1000) return;
        Assert.NotNull(WholeRefusal);
        byte[]? badBody = null;
        await using var endpoint = await StartAsync(body => body.AsSpan().IndexOf(badBody) >= 0 ? WholeRefusal.Value : Acceptance);
        var parcels = Parcels(At(endpoint), 1000);
        badBody = parcels[bad].Body.ToArray();

        var (ledger, _) = await SendAsync(endpoint, 1000);

        Assert.Equal([bad], ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal(999, ledger.Of<Outcome.Sent>().Count());
        Assert.InRange(endpoint.Received.Requests, 1, (2 * 10) + 1);
    }

    [Fact]
    public void Secrets_reach_neither_findings_nor_reasons_nor_what_identifies_a_run()
    {
        var described = Section.Empty("to." + Kind.Name);
        Kind.Configure(described);
        var names = described.Described.Where(
            setting => setting.Form == "${NAME}" && !setting.Name.Contains('.', StringComparison.Ordinal)).Select(setting => setting.Name).ToList();
        var secrets = names.ToDictionary(name => name, name => $"hush-{name}-17", StringComparer.Ordinal);
        var (findings, kept) = (new FindingList(), new Secrets());
        var settings = GoodSettings.Where(setting => !secrets.ContainsKey(setting.Name)).Concat(secrets.Select(secret => (secret.Key, secret.Value)));
        var destination = Kind.Configure(Settings.Section(findings, kept, [.. settings]));
        Assert.True(destination is not null, string.Join('\n', findings));

        var shown = new List<string>(findings.Select(finding => finding.ToString())) { RedactedEndpoint.Of(destination.Protocol.Endpoint) };
        foreach (var status in (int[])[200, 302, 400, 401, 403, 404, 429, 500, 504])
        {
            foreach (var secret in secrets.Values)
            {
                shown.Add(kept.Redact(Read(destination, status, secret).ToString()));
                shown.Add(kept.Redact(Read(destination, status, $$$"""{"error":{"message":"no such key '{{{secret}}}'"}}""").ToString()));
                shown.Add(kept.Redact(destination.ReadProbe(status, Encoding.UTF8.GetBytes(secret))?.ToString() ?? ""));
            }
        }

        Assert.All(shown, text => Assert.DoesNotContain("hush-", text, StringComparison.Ordinal));
    }

    internal static Task<RehearsalEndpoint> StartAsync(Func<byte[], (int Status, string Body)> answer) =>
        RehearsalEndpoint.StartAsync(new ScriptedRules(answer), FaultScript.None, new() { KeepRequests = true }, CancellationToken.None);

    internal IDestination At(RehearsalEndpoint endpoint) => Settings.Configure(Kind, SettingsFor(new(endpoint.Address, "/in")));

    /// <summary>Sends so many events by the real sender, one request at a time.</summary>
    internal Task<(TestLedger Ledger, SendingResult Result)> SendAsync(RehearsalEndpoint endpoint, int events)
    {
        var destination = At(endpoint);
        return Delivery.SendAsync(destination.Protocol, Parcels(destination, events), Delivery.OneAtATime with { Uncertain = UncertainPolicy.Hold });
    }

    internal Parcel[] Parcels(IDestination destination, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var (packing, body, note, packed) = Pack(EventNumber(i), destination, FormattableString.Invariant($"row-{i}"));
            Assert.IsType<Packing.Ready>(packing);
            return Delivery.Parcel(i, body, note, packed);
        }),
    ];
}
