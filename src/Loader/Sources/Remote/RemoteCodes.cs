using Loader.Mappings.Findings;

namespace Loader.Sources.Remote;

/// <summary>What can be wrong with objects of servers and buckets, beside what any input can have.</summary>
public static class RemoteCodes
{
    public static readonly FindingCode NoObject = new(
        "REM001",
        Severity.Error,
        "the object or bucket does not exist",
        "The server knows nothing under this address. Stores that hide what one may not read say the same of objects without permission.");

    public static readonly FindingCode NotAllowed = new(
        "REM002",
        Severity.Error,
        "the server refuses to give the object",
        """
        The credentials are missing, wrong, or may not read it. s3:// takes them from the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE, the machine's role) or s3_profile, gs:// from
        Google's application default credentials (GOOGLE_APPLICATION_CREDENTIALS), https:// from headers: { Authorization: ${TOKEN} }. Public objects: s3_anonymous or gcs_anonymous: true.
        """);

    public static readonly FindingCode NotReached = new(
        "REM003", Severity.Error, "the server does not answer as it should", "After some tries with growing pauses it was given up. Run again to continue.");

    public static readonly FindingCode BadAddress = new(
        "REM004",
        Severity.Error,
        "the address cannot be used",
        """
        https://host/path, s3://bucket/key and gs://bucket/object are read; http:// only of this machine, or with allow_http: true, since anybody on the way can change what
        it carries. Redirects are followed five times at most, and never from https to http.
        """);

    public static readonly IReadOnlyList<FindingCode> All = [NoObject, NotAllowed, NotReached, BadAddress];
}
