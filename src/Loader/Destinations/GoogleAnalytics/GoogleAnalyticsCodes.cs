using Loader.Mappings.Findings;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>What can be wrong with a hit.</summary>
internal static class GoogleAnalyticsCodes
{
    public static readonly FindingCode MissingParameter = new(
        "GAN001",
        Severity.Error,
        "a parameter that the hit needs",
        """
        Every hit has a type (t) and a client (cid) or user (uid). pageview needs dl, or dh and dp; screenview cd; event ec and ea; transaction ti; item ti
        and in; social sn, sa and st; timing utc, utv and utt. A cid can be made from what is known of a person: ga_client_id(…).
        """);

    public static readonly FindingCode UnknownParameter = new(
        "GAN002",
        Severity.Warning,
        "a parameter that the protocol's reference does not have",
        "It is sent all the same. The event's fields are the short names of the Measurement Protocol v1: dl, dt, ec, ea, el, ev, …");

    public static readonly FindingCode WrongType = new(
        "GAN003",
        Severity.Error,
        "a value that the parameter does not take",
        "ev, iq and times are whole numbers from 0; tr, ts, tt, ip and metrics are numbers; ni, je and exf are 1 or 0. Turn times and dates into text first.");

    public static readonly FindingCode TooLong = new(
        "GAN004",
        Severity.Error,
        "a value or a hit that is too long",
        "Parameters have limits of their own (dt 1,500 bytes, ec 150, …) and a hit may have 8,192 bytes as it is sent. Collectors drop what is longer.");

    public static readonly FindingCode UnknownType = new(
        "GAN005",
        Severity.Error,
        "a type of hit that does not exist",
        "t is one of: pageview, screenview, event, transaction, item, social, exception, timing.");

    public static readonly FindingCode TooOld = new(
        "GAN006",
        Severity.Error,
        "a queue time of more than four hours",
        "qt is how many milliseconds ago the hit happened. The protocol has no absolute time, and hits older than four hours may not be processed.");

    public static readonly IReadOnlyList<FindingCode> All = [MissingParameter, UnknownParameter, WrongType, TooLong, UnknownType, TooOld];
}
