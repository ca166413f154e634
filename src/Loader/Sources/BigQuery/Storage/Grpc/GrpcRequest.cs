namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>One request of a service.</summary>
/// <param name="Path">Where it is sent: <c>/package.Service/Method</c>.</param>
/// <param name="Routing">What <c>x-goog-request-params</c> says, by which Google's front ends find the right place: name and plain value.</param>
/// <param name="Message">The encoded message.</param>
/// <param name="Deadline">How long the whole call may last.</param>
internal sealed record GrpcRequest(string Path, (string Name, string Value) Routing, ReadOnlyMemory<byte> Message, TimeSpan Deadline);
