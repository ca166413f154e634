using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Testing;

/// <summary>Reads <c>now:</c>.</summary>
internal static class TestNow
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK",
    ];

    public static DateTimeOffset Read(YamlScalar? scalar, FindingList findings)
    {
        if (scalar is null) return TestCase.DefaultNow;
        if (DateTimeOffset.TryParseExact(
            scalar.Text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var now)) return now;
        findings.Add(TestingCodes.NotATime, scalar.Place, $"'{scalar.Text}' is not a time", "now: 2026-03-01T10:00:00Z");
        return TestCase.DefaultNow;
    }
}
