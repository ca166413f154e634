using Loader.Mappings.Findings;

namespace Loader.Running.Preparing;

/// <summary>What can be wrong before a run begins, beyond the mapping, its source and its destination.</summary>
public static class RunningCodes
{
    public static readonly FindingCode NoMapping = new(
        "RUN001",
        Severity.Error,
        "the mapping file cannot be read",
        "The path of a mapping is the first word after the command. Paths are relative to the current folder.");

    public static readonly FindingCode UnknownSource = new(
        "RUN002", Severity.Error, "a kind of source that does not exist", "'loader sources' lists every kind of source.");

    public static readonly FindingCode UnknownDestination = new(
        "RUN003", Severity.Error, "a kind of destination that does not exist", "'loader destinations' lists every kind of destination.");

    public static readonly FindingCode ProbeRefused = new(
        "RUN004",
        Severity.Error,
        "the destination refused the probe",
        """
        Before the first row leaves, a request that writes nothing asks the destination whether path, origin and key are right. It said no,
        so nothing was sent. Mend the setting that the message names and run again.
        """);

    public static readonly FindingCode Unreachable = new(
        "RUN005",
        Severity.Error,
        "the endpoint cannot be reached",
        "No connection could be made, so nothing was sent. Check host and port, and that the collector is running.");

    public static readonly FindingCode NoSuchColumn = new(
        "RUN006", Severity.Error, "a column that the source does not have", "'loader rows SOURCE --limit 1' shows the columns that there are.");

    public static readonly FindingCode NotValid = new(
        "RUN007",
        Severity.Error,
        "the destination's validation refuses an event",
        """
        With validate: true the first events of the source are shown to an endpoint of the destination that checks them and stores none. It found
        fault with one, so nothing was sent. Mend the mapping: events like this one would be dropped without a word.
        """);

    public static readonly FindingCode OneColumn = new(
        "RUN008",
        Severity.Error,
        "the whole row stands in one column",
        """
        The mapping names columns that the file does not have, and the file's only column has a name with delimiters in it: it was cut at another one. Write the delimiter that
        the message names, or leave the setting out: then it is found out.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
    [
        NoMapping, UnknownSource, UnknownDestination, ProbeRefused, Unreachable, NoSuchColumn, NotValid, OneColumn,
    ];
}
