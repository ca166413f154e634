namespace Loader.Tests.Sending;

/// <summary>What a server or a network does to a request. The comment says whether the events are kept: the difference that nobody sees.</summary>
public enum Fault
{
    /// <summary>Nobody listens for a while. Not kept.</summary>
    Refused,

    /// <summary>The connection is reset before anything of the request was read. Not kept.</summary>
    ResetBefore,

    /// <summary>Reset when the request has been read. Not kept.</summary>
    ResetAfter,

    /// <summary>Kept, then the connection is closed without an answer.</summary>
    CloseAfterKeeping,

    /// <summary>Kept, and the answer is cut in its head.</summary>
    CutInHead,

    /// <summary>Kept, and the answer is cut in its body.</summary>
    CutInBody,

    /// <summary>Read, and never answered. Not kept.</summary>
    BlackHole,

    /// <summary>Kept, and never answered.</summary>
    BlackHoleAfterKeeping,

    /// <summary>429 with seconds. Not kept.</summary>
    TooManySeconds,

    /// <summary>429 with a date. Not kept.</summary>
    TooManyDate,

    /// <summary>429 that does not say for how long. Not kept.</summary>
    TooMany,

    /// <summary>Not kept.</summary>
    Status500,

    /// <summary>Not kept.</summary>
    Status503,

    /// <summary>A gateway gave up; behind it the events are kept.</summary>
    Status504,

    /// <summary>Not kept.</summary>
    Redirect,

    /// <summary>200 with a page, as a proxy or a login writes it. Not kept, where anybody can see that.</summary>
    Page,

    /// <summary>Kept; 200 with more than anybody reads.</summary>
    TooLarge,

    /// <summary>Kept; the right answer in single bytes.</summary>
    Slow,

    /// <summary>Kept; the right answer, compressed.</summary>
    Compressed,

    /// <summary>Kept; compressed, and the end is missing.</summary>
    CompressedAndCut,

    /// <summary>Kept; the answer says that an event was refused which was not in the request.</summary>
    WrongIndex,

    /// <summary>Kept; an interim answer before the right one.</summary>
    Interim,

    /// <summary>Not kept: the key is wrong.</summary>
    WrongKey,
}
