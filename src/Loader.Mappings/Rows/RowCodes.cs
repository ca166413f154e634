using Loader.Mappings.Findings;

namespace Loader.Mappings.Rows;

/// <summary>What can be wrong with one row.</summary>
public static class RowCodes
{
    public static readonly FindingCode NotThatType = new(
        "ROW001",
        Severity.Error,
        "a value cannot be read as the type the mapping asks for",
        """
        A cell or a step of an expression should become a number, a time, or another type, and its text does not say one.
        Text never turns into another type by guessing: give the right format (for example time("dd/MM/yyyy", "Europe/Rome")),
        name the text that means "no value" under nulls, or use default(...) after the step.
        """);

    public static readonly FindingCode OutOfRange = new(
        "ROW002",
        Severity.Error,
        "a number or time is outside what its type holds",
        """
        Integers hold 64 bits, decimals 28 digits, times the years 0001 to 9999. A result outside that fails its row
        instead of being rounded or wrapped.
        """);

    public static readonly FindingCode NotFinite = new(
        "ROW003",
        Severity.Error,
        "NaN and infinity cannot be written as JSON",
        "A floating point result was not a number or infinite. JSON has no form for it, so the row fails.");

    public static readonly IReadOnlyList<FindingCode> All = [NotThatType, OutOfRange, NotFinite];
}
