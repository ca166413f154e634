using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>
/// An HTTP endpoint that takes events as JSON or forms. Destinations of that kind with a name of their own are this, with options that they bring
/// instead of reading them from a mapping.
/// </summary>
internal sealed class HttpDestination : IDestination
{
    private readonly HttpProtocol protocol;

    private HttpDestination(HttpOptions options, AnswerReader answers)
    {
        Options = options;
        protocol = new(options, answers);
    }

    public string Name => Options.Name;

    public HttpOptions Options { get; }

    public IProtocol Protocol => protocol;

    public IReadOnlyDictionary<string, string> ArrivalSettings => Options.Arrival;

    /// <remarks>Spelled out, because a missing array would become an empty body, which is not null, and would be sent.</remarks>
    public ReadOnlyMemory<byte>? Probe => Options.Probe is { } probe ? probe.Body : default(ReadOnlyMemory<byte>?);

    /// <summary>A configured endpoint; formulas about its answers that cannot be read are findings.</summary>
    public static HttpDestination? Of(HttpOptions options, FindingList findings)
    {
        FindingList mistakes = [];
        var answers = new AnswerReader(options.Answer, options.Secrets, mistakes);
        findings.AddRange(mistakes);
        return mistakes.HasErrors ? null : new(options, answers);
    }

    public void BeginAt(in Value now) => Options.Start.Now = now;

    public IPacker? Bind(EventShape shape, FindingList findings) =>
        new HttpBinding(shape, Options, findings).Bind() is { } bound ? new HttpPacker(bound, Options) : null;

    public string? EventIdOf(ReadOnlySpan<byte> body)
    {
        if (Options.IdField is not { } path || Options.Body == HttpBody.Form) return null;
        using var json = JsonDocument.Parse(body.ToArray());
        var at = json.RootElement;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at.ValueKind is JsonValueKind.String or JsonValueKind.Number ? at.ToString() : null;
    }

    public void AddressProbe(HttpRequestMessage request)
    {
        if (Options.Probe is not { } probe) return;
        (request.Method, request.RequestUri) = (probe.Method, probe.Url);
        if (probe.Body.Length == 0) request.Content = null;
        protocol.AddressProbe(request);
    }

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body)
    {
        if (Options.Probe is not { } probe || probe.Good.Contains(status) || Options.Answer.Retry.Contains(status) || Options.Answer.Unclear.Contains(status))
        {
            return null;
        }

        using var nothing = new HttpResponseMessage();
        var reason = protocol.Read(status, nothing.Headers, body, [], []) switch
        {
            Answer.StopRun stop => stop.Reason,
            Answer.Refused refused => refused.Reason,
            _ => FormattableString.Invariant($"HTTP {status}"),
        };
        return new(FormattableString.Invariant($"http_{status}"), reason, $"check url and auth under to.{Name}; probe.sent says which statuses are good");
    }
}
