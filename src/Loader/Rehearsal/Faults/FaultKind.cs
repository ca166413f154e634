namespace Loader.Rehearsal.Faults;

/// <summary>What goes wrong. The comment says whether the event is kept: the difference that a sender cannot see.</summary>
public enum FaultKind
{
    /// <summary>Another status instead of an answer. Not kept.</summary>
    Status,

    /// <summary>The connection is closed without an answer. Not kept.</summary>
    Close,

    /// <summary>No answer, ever; the connection stays open. Not kept.</summary>
    Hang,

    /// <summary>200 with a text that is not JSON, as a proxy writes it. Not kept.</summary>
    Garbage,

    /// <summary>302 to another path of the endpoint. Not kept.</summary>
    Redirect,

    /// <summary>The destination's storage fails; it says so in its own words. Not kept.</summary>
    StorageFails,

    /// <summary>The right answer, late. Kept.</summary>
    Slow,

    /// <summary>Kept, then the connection is closed without an answer.</summary>
    CloseAfterAccept,

    /// <summary>Kept, then no answer, ever.</summary>
    HangAfterAccept,

    /// <summary>Kept, and the answer is cut in the middle.</summary>
    Cut,

    /// <summary>Kept, and the answer is over 2 MB long.</summary>
    Big,
}
