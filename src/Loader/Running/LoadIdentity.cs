using Loader.Books;

namespace Loader.Running;

/// <summary>What the books of a prepared load describe.</summary>
internal static class LoadIdentity
{
    public static BookIdentity Of(Prepared prepared) => new(
        prepared.Rules.Name,
        prepared.MappingHash,
        prepared.Source.Name,
        prepared.Source.Fingerprint,
        prepared.Destination.Name,
        RedactedEndpoint.Of(prepared.Destination.Protocol.Endpoint))
    {
        ReadingHash = prepared.ReadingHash,
        SourceBytes = prepared.Source.Bytes,
        Settings = prepared.Destination.ArrivalSettings,
        Secrets = prepared.SecretChecks,
    };
}
