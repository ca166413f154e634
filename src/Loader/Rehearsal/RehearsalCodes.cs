using Loader.Mappings.Findings;

namespace Loader.Rehearsal;

/// <summary>What can be wrong with a fault script.</summary>
public static class RehearsalCodes
{
    public static readonly FindingCode NoSuchFault = new(
        "REH001",
        Severity.Error,
        "a fault that does not exist",
        """
        A fault script names an HTTP status (500), or one of: close, hang, garbage, redirect, storage-fails, slow=200ms, close-after-accept,
        hang-after-accept, cut, big. Each may be followed by which requests it meets: *3 (the first three), @7 (the seventh), @100-150, @10%.
        """);

    public static readonly FindingCode WrongFault = new(
        "REH002",
        Severity.Error,
        "a step of a fault script that cannot be read",
        "A step is FAULT, then *N, @N, @N-M or @P% without a space, then options. Steps stand between commas: 429*3 retry-after=1, 500@10%.");

    public static readonly FindingCode NoSuchFaultOption = new(
        "REH003",
        Severity.Error,
        "an option that faults do not have",
        "A status may be followed by retry-after=SECONDS or retry-after-date=SECONDS, which says the same as a moment.");

    public static readonly IReadOnlyList<FindingCode> All = [NoSuchFault, WrongFault, NoSuchFaultOption];
}
