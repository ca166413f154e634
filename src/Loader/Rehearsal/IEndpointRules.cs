namespace Loader.Rehearsal;

/// <summary>
/// The rules of one kind of destination, as its servers apply them: which requests they accept, in which words they refuse the others, what
/// they remember. Written from what is known of the servers, never from the loader's own destinations: so that each checks the other.
/// Called from many connections at once.
/// </summary>
public interface IEndpointRules
{
    /// <summary>What these rules take for granted and the real server may not, in one sentence; null when nothing.</summary>
    string? Assumption => null;

    /// <summary>
    /// What orders requests among themselves: two requests of one lane must never be in flight at once. 0: this request may overlap
    /// with any other.
    /// </summary>
    ulong LaneOf(in EndpointRequest request);

    /// <summary>Whether a request only asks and writes nothing. Such requests meet no faults and are not numbered.</summary>
    bool IsQuery(in EndpointRequest request);

    /// <summary>Decides about one request, writes the answer, and names the events that it accepted.</summary>
    void Answer(in EndpointRequest request, EndpointAnswer answer);
}
