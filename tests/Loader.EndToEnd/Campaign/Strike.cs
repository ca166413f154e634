namespace Loader.EndToEnd.Campaign;

/// <summary>Where a blow falls. All but the moments by the clock follow what the run has done, however fast the machine is.</summary>
internal enum Place
{
    /// <summary>Some time after the process began, up to a little more than it took earlier runs to send their first request.</summary>
    Starting,

    /// <summary>As soon as a file of the books is there, or was written anew.</summary>
    BooksTouched,

    /// <summary>A request has arrived whole, and nothing of it is accepted yet.</summary>
    Arrived,

    /// <summary>It has been accepted; not a byte of the answer has left.</summary>
    Accepted,

    /// <summary>Half of the answer has left.</summary>
    HalfAnswered,

    /// <summary>The answer has left a moment ago.</summary>
    Answered,

    /// <summary>Some time after a request arrived.</summary>
    Between,

    /// <summary>Nothing is left to be sent; the run is ending.</summary>
    Ending,
}

/// <summary>What the blow is.</summary>
internal enum Blow
{
    Kill,
    Terminate,
    Interrupt,

    /// <summary>Asked to end, and killed while it does.</summary>
    TerminateThenKill,
}

/// <summary>One blow to one run.</summary>
/// <param name="Place">Where it falls.</param>
/// <param name="Blow">What it is.</param>
/// <param name="At">A number between 0 and 1: which request, file or moment of those that there may be.</param>
/// <param name="IsSwallowed">Whether the request that had arrived is lost with the process, or accepted nevertheless.</param>
internal sealed record Strike(Place Place, Blow Blow, double At, bool IsSwallowed)
{
    public static Strike Of(Random random)
    {
        var place = (Place)random.Next(Enum.GetValues<Place>().Length);
        var blow = random.Next(8) switch { 0 => Blow.Terminate, 1 => Blow.Interrupt, 2 => Blow.TerminateThenKill, _ => Blow.Kill };
        return new(place, blow, random.NextDouble(), random.Next(2) == 0);
    }
}
