using System.Globalization;

namespace Loader.Parquet.Assembly;

/// <summary>Faults of writers that only their name gives away.</summary>
internal static class WriterFaults
{
    private const string Java = "parquet-mr";

    /// <summary>
    /// PARQUET-246: before version 1.8, parquet-mr let the first value of a DELTA_BYTE_ARRAY page refer to the last one
    /// of the page before.
    /// </summary>
    public static bool CarriesPrefixOverPages(string? createdBy)
    {
        if (createdBy is null || !createdBy.StartsWith(Java, StringComparison.Ordinal)) return false;
        var version = createdBy.IndexOf(" version ", StringComparison.Ordinal);
        if (version < 0) return true;
        var parts = createdBy[(version + " version ".Length)..].Split('.', ' ');
        return parts is ["1", var minor, ..]
            && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 8;
    }
}
