using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Running.Preparing;
using Loader.Running.Showing;

namespace Loader.Running;

/// <summary>Shows the first events of a load to the destination's validating endpoint, where it has one and the mapping asks for it.</summary>
internal static class Validation
{
    private const int LargestAnswer = 1024 * 1024;

    /// <summary>Rows that are read at most to find enough events.</summary>
    private const long MostRows = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Adds a finding for everything that is wrong; nothing has been sent when there is one.</summary>
    public static async Task AskAsync(Prepared prepared, FindingList findings, TimeProvider clock, CancellationToken stop)
    {
        if (prepared.Destination is not IEventValidation { EventsToValidate: > 0 } validation) return;
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = Patience })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        var shown = 0;
        await foreach (var row in Preview.RowsAsync(prepared, MostRows, clock, stop))
        {
            if (row.Payload is null) continue;
            if (await AskAsync(prepared, validation, row, client, findings, stop) && ++shown < validation.EventsToValidate) continue;
            return;
        }
    }

    /// <summary>Whether there was an answer.</summary>
    private static async Task<bool> AskAsync(
        Prepared prepared, IEventValidation validation, PreviewedRow row, HttpClient client, FindingList findings, CancellationToken stop)
    {
        var place = prepared.Rules.To!.Place;
        using var request = validation.Validation(row.Payload, row.Note);
        try
        {
            using var answer = await client.SendAsync(request, stop);
            foreach (var fault in validation.ReadValidation((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stop)))
            {
                findings.Add(
                    RunningCodes.NotValid,
                    place,
                    FormattableString.Invariant($"row {row.Row}: the destination's validation says: {prepared.Secrets.Redact(fault)}"),
                    "nothing was sent");
            }

            return true;
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            var reason = failed is HttpRequestException
                ? prepared.Secrets.Redact(failed.Message)
                : FormattableString.Invariant($"no answer within {Patience.TotalSeconds:0} s");
            findings.Add(
                RunningCodes.Unreachable,
                place,
                $"the validating endpoint cannot be asked: {reason}",
                "nothing was sent; leave validate out to send without asking");
            return false;
        }
    }
}
