namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>A call that did not end well. Whoever made the call decides whether it is made again.</summary>
internal sealed class GrpcException(GrpcStatus status, Exception? cause = null) : Exception(status.ToString(), cause)
{
    public GrpcStatus Status { get; } = status;
}
