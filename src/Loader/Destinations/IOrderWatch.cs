namespace Loader.Destinations;

/// <summary>
/// A packer that notices events going back in time within one sequence the destination cares about (one client). Optional beside
/// <see cref="IPacker"/>; the run puts a note into the report when the number is not 0.
/// </summary>
public interface IOrderWatch
{
    /// <summary>Events packed so far that were older than one packed before them for the same client. May miss some, never invents any.</summary>
    long OutOfOrder { get; }
}
