using Loader.Destinations.Segment;

namespace Loader.Tests.Destinations.Segment;

/// <summary>The page docs/destinations/segment.md says what the program does.</summary>
public sealed class SegmentPageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads() => SettingsTable.AssertPart("segment.md", "settings", SettingsTable.Of(new SegmentKind()));
}
