namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>The headers that sign the next request in; asked for each call, so that a token that was renewed is used.</summary>
internal delegate ValueTask<IReadOnlyList<KeyValuePair<string, string>>> GrpcHeaders(CancellationToken stop);
