using Loader.Mappings.Findings;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>What a refused call means for the person who wrote the mapping.</summary>
internal static class RestFindings
{
    /// <param name="refused">The refusal.</param>
    /// <param name="project">The project that is billed.</param>
    /// <param name="place">Where the source stands in the mapping.</param>
    /// <param name="whileReading">Whether rows were being read already: then running again continues.</param>
    /// <param name="ofQuery">The place that a message of BigQuery's about the query points to; null when it points nowhere.</param>
    public static Finding Of(RestException refused, string project, Place place, bool whileReading = false, Func<string, Place?>? ofQuery = null)
    {
        var (error, call) = (refused.Error, refused.Call);
        var said = error.Reason.Length > 0 ? $"{error.Message} ({error.Reason})" : error.Message;
        switch (error.Reason, error.Status)
        {
            case (_, 401):
                return new(
                    BigQueryCodes.NoCredentials,
                    place,
                    $"BigQuery does not know who asks: {said}",
                    "the credentials are expired, revoked or of another kind; sign in again: gcloud auth application-default login");
            case ("accessDenied" or "forbidden" or "insufficientPermissions", _) or ("", 403):
                return new(
                    BigQueryCodes.NotAllowed,
                    place,
                    $"{call.Name} is not permitted: {said}",
                    $"it needs {call.Permission} on {call.Where}; the project that is billed is {project}");
            case ("bytesBilledLimitExceeded", _):
                return new(BigQueryCodes.TooExpensive, place, said, "ask for less, or raise max_bytes_billed; BigQuery bills at least 10 MB per table");
            case ("notFound", _) or ("", 404):
                return whileReading
                    ? new(BigQueryCodes.Gone, place, said, "begin anew with --restart, which sends every row again")
                    : new(BigQueryCodes.NotFound, ofQuery?.Invoke(error.Message) ?? place, said, "BigQuery looks in one location only: see location");
            case ("invalidQuery" or "invalid", _) when !whileReading:
                return new(BigQueryCodes.Refused, ofQuery?.Invoke(error.Message) ?? place, said);
            case ("quotaExceeded", _):
                return new(
                    whileReading ? BigQueryCodes.Broken : BigQueryCodes.Failed,
                    place,
                    said,
                    $"a quota of the project {project} is used up; it comes back within a day at most");
            case ("responseTooLarge", _):
                return new(
                    BigQueryCodes.Failed, place, said, "the result is larger than 10 GB: ask for less, or write it to a table and read that with table:");
            default:
                return new(
                    whileReading ? BigQueryCodes.Broken : BigQueryCodes.Failed,
                    place,
                    $"{call.Name} failed: {said}",
                    whileReading ? "run again to continue" : null);
        }
    }
}
