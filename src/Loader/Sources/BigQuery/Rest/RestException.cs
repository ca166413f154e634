namespace Loader.Sources.BigQuery.Rest;

/// <summary>BigQuery refused a call, after all tries that were worth it. Becomes a finding where the call was made.</summary>
internal sealed class RestException(RestError error, RestCall call, Exception? cause = null) : Exception(error.Message, cause)
{
    public RestError Error { get; } = error;

    public RestCall Call { get; } = call;
}
