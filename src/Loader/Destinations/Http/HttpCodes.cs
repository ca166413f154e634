using Loader.Mappings.Findings;

namespace Loader.Destinations.Http;

/// <summary>What can be wrong with an event that goes to an HTTP endpoint.</summary>
public static class HttpCodes
{
    public static readonly FindingCode MissingField = new(
        "HTTP001",
        Severity.Error,
        "a required field is missing",
        "The destination drops or refuses events without this field. Give it a default in the mapping, or skip or reject such rows.");

    public static readonly FindingCode TooLarge = new(
        "HTTP002",
        Severity.Error,
        "an event is larger than the destination takes",
        "max_event_bytes (or batch.bytes, less what stands around the events) says how large an event may be. Leave fields out, or shorten them.");

    public static readonly FindingCode NotSendable = new(
        "HTTP003",
        Severity.Error,
        "a part of the address or of a header cannot be sent",
        """
        A part of the address must not be empty, '.' or '..'; a header must be printable ASCII. A value from a row that breaks this could change
        where the request goes or what it says, so its row fails.
        """);

    public static readonly FindingCode NoId = new(
        "HTTP004", Severity.Error, "an event has no id", "The formula id: gave nothing for this row. Name a column that is never empty, or leave id "
            + "out: it is then made from the row's key.");

    public static readonly FindingCode InTheFuture = new(
        "HTTP005", Severity.Error, "an event lies in the future", "Its time is further ahead than max_ahead allows. Usually a zone is wrong, or "
            + "milliseconds were taken for seconds.");

    public static readonly FindingCode NotATime = new(
        "HTTP006",
        Severity.Error,
        "an event has no time",
        "max_age and max_ahead measure the formula time:, which has to give a time: time: = event_time | from_unix(\"s\")");

    public static readonly FindingCode NotFlat = new(
        "HTTP007",
        Severity.Error,
        "a form holds single values only",
        "A form has names and texts, no lists and no objects. Use body: object, or flatten the event.");

    public static readonly FindingCode BadValue = new(
        "HTTP008",
        Severity.Error,
        "an event breaks a rule of its destination",
        "The destination would refuse it, or take it and drop it later; the message names the rule.");

    public static readonly IReadOnlyList<FindingCode> All = [MissingField, TooLarge, NotSendable, NoId, InTheFuture, NotATime, NotFlat, BadValue];
}
