namespace Loader.Rehearsal.Nameless;

/// <summary>What the tag's memory needs to know of an event.</summary>
/// <param name="Client">Fingerprint of the client id.</param>
/// <param name="Session">Fingerprint of the session id.</param>
/// <param name="OpensSession">Whether it may create users and sessions: a page view.</param>
/// <param name="Timestamp">The event's time, Unix milliseconds.</param>
/// <param name="Date">The event's date as a day number; negative: none that a table would take.</param>
internal readonly record struct NamelessArrival(UInt128 Client, UInt128 Session, bool OpensSession, long Timestamp, int Date)
{
    /// <summary>Whether writing the document shall fail.</summary>
    public bool WriteFails { get; init; }

    /// <summary>
    /// What the caller put into user_data and session_data under the tag's own names. The page view that creates a user or a session is believed;
    /// later events are not.
    /// </summary>
    public UInt128? SessionOverride { get; init; }

    public long? SessionNumberOverride { get; init; }

    public long? SessionEndOverride { get; init; }

    public long? FirstSessionOverride { get; init; }

    public long? LastSessionOverride { get; init; }
}

/// <summary>How an arrival ended.</summary>
internal enum NamelessArrivalEnd
{
    UnknownUser,
    UnknownSession,
    NewUser,
    NewSession,
    Known,
}

/// <summary>Where an event stands after it arrived: what the tag adds to it. Times in Unix milliseconds, dates as day numbers.</summary>
internal readonly record struct NamelessStanding(NamelessArrivalEnd End)
{
    public int UserDate { get; init; }

    public int SessionDate { get; init; }

    public long FirstSession { get; init; }

    public long LastSession { get; init; }

    public long SessionNumber { get; init; }

    public long SessionStart { get; init; }

    public long SessionEnd { get; init; }

    public bool IsOutOfOrder { get; init; }

    /// <summary>Whether the caller's values under the tag's own names are believed, for the user and for the session.</summary>
    public bool CreatedUser => End == NamelessArrivalEnd.NewUser;

    public bool CreatedSession => End is NamelessArrivalEnd.NewUser or NamelessArrivalEnd.NewSession;
}
