namespace Loader.EndToEnd.Faults;

/// <summary>What the proxy does to a connection.</summary>
public enum Deed
{
    /// <summary>Each block arrives a little later.</summary>
    Delay,

    /// <summary>Bytes trickle.</summary>
    Throttle,

    /// <summary>The connection is closed after so many bytes of requests; the last request may have arrived in part, or whole.</summary>
    CutRequest,

    /// <summary>Closed after so many bytes of answers: what was being answered has arrived.</summary>
    CutAnswer,

    /// <summary>As <see cref="CutRequest"/>, by a reset.</summary>
    ResetRequest,

    /// <summary>As <see cref="CutAnswer"/>, by a reset.</summary>
    ResetAnswer,

    /// <summary>After so many bytes of answers no more come, while requests still go through.</summary>
    HalfOpen,

    /// <summary>After so many bytes of requests everything is swallowed; the connection stays open.</summary>
    BlackHole,

    /// <summary>After so many bytes of requests in all: every connection is reset, and for a second nobody listens.</summary>
    Outage,
}

/// <summary>A fault, done to a share of the connections.</summary>
/// <param name="Deed">What is done.</param>
/// <param name="Share">To how many of the connections: 0.3 is three in ten.</param>
/// <param name="MostBytes">Done after a number of bytes between 0 and this, by chance.</param>
public sealed record ProxyFault(Deed Deed, double Share = 0.4, int MostBytes = 6_000);
