using Loader.Mappings.Findings;

namespace Loader.Mappings.Functions;

/// <summary>What can be wrong with the call of a function before the first row, beyond its types.</summary>
public static class FunctionCodes
{
    public static readonly FindingCode BadConstant = new(
        "FUN001",
        Severity.Error,
        "a format, zone, mode or another constant of a function cannot be used",
        "Formats, zones and modes are looked at once, before the first row. `loader functions` shows what each function takes.");

    public static readonly FindingCode NotConstant = new(
        "FUN002",
        Severity.Error,
        "a format, zone, mode or another constant of a function is computed from the row",
        "Formats, zones and modes must be the same for all rows: write them as text, without columns in them. Use if(...) to choose between two calls.");

    public static readonly IReadOnlyList<FindingCode> All = [BadConstant, NotConstant];
}
