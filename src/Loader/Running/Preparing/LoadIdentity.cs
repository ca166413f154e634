using Loader.Books;
using Loader.Options;

namespace Loader.Running.Preparing;

/// <summary>What the books of a prepared load describe.</summary>
internal static class LoadIdentity
{
    public static BookIdentity Of(Prepared prepared)
    {
        // A key in a path is a part of where events go: two of them are two endpoints, and neither is written down.
        var endpoint = RedactedEndpoint.Of(prepared.Destination.Protocol.Endpoint);
        var shown = prepared.Secrets.Redact(endpoint);
        return new(
            prepared.Rules.Name,
            prepared.MappingHash,
            prepared.Source.Name,
            prepared.Source.Fingerprint,
            prepared.Destination.Name,
            shown)
        {
            ReadingHash = prepared.ReadingHash,
            SourceBytes = prepared.Source.Bytes,
            Settings = prepared.Destination.ArrivalSettings,
            Secrets = prepared.SecretChecks,
            EndpointCheck = shown == endpoint ? null : CheckValue.Of(endpoint),
        };
    }
}
