using Loader.Destinations.GoogleAnalytics;

namespace Loader.Tests.Destinations.GoogleAnalytics;

/// <summary>The page docs/destinations/google_analytics.md says what the program does.</summary>
public sealed class GoogleAnalyticsPageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads() =>
        SettingsTable.AssertPart("google_analytics.md", "settings", SettingsTable.Of(new GoogleAnalyticsKind()));
}
