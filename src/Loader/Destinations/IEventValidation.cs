namespace Loader.Destinations;

/// <summary>
/// A destination with a second endpoint that checks events and stores none. Optional beside <see cref="IDestination"/>; the run shows it the
/// first events before anything is sent.
/// </summary>
public interface IEventValidation
{
    /// <summary>How many of the first events are shown; 0 when the mapping does not ask for it.</summary>
    int EventsToValidate { get; }

    /// <summary>A request that has one event checked.</summary>
    HttpRequestMessage Validation(ReadOnlySpan<byte> body, ReadOnlySpan<byte> note);

    /// <summary>What the endpoint found wrong with the event, in its words; empty when nothing.</summary>
    IReadOnlyList<string> ReadValidation(int status, ReadOnlySpan<byte> answer);
}
