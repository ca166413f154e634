using System.Text;
using Loader.Sending;

namespace Loader.Running.Showing;

/// <summary>
/// What an event decides of its request beside its payload: the address, headers such as cookies and repeat keys, the envelope that it may share
/// with other events. Found by addressing a request for it: what stands in the request and in the event's note comes from the event; the rest is the
/// same for all.
/// </summary>
internal static class BesidePayload
{
    /// <summary>One line each; none where events decide nothing but their payloads.</summary>
    public static IReadOnlyList<string> Of(IProtocol protocol, PreviewedRow row)
    {
        if (row.Payload is null || row.Note.Length == 0) return [];
        var note = Encoding.UTF8.GetString(row.Note);
        if (note[0] == '{') return [$"in an envelope that begins {note}"];
        using var request = new HttpRequestMessage(HttpMethod.Post, protocol.Endpoint) { Content = new ByteArrayContent(row.Payload) };
        protocol.Address(request, new ReadOnlyMemory<byte>[] { row.Note });
        var lines = new List<string>();
        if (request.RequestUri is { } address && address != protocol.Endpoint) lines.Add($"to {address}");
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            var value = string.Join(", ", values);
            if (value.Length > 0 && note.Contains(value, StringComparison.Ordinal)) lines.Add($"with the header {name}: {value}");
        }

        return lines;
    }
}
