using System.Reflection;
using System.Text.RegularExpressions;
using Loader.Destinations.GoogleAnalytics;
using Loader.Tests.Architecture;

namespace Loader.Tests.Destinations.GoogleAnalytics;

/// <summary>The page docs/destinations/google_analytics.md says what the program does.</summary>
public sealed partial class GoogleAnalyticsPageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads() =>
        SettingsTable.AssertPart("google_analytics.md", "settings", SettingsTable.Of(new GoogleAnalyticsKind()));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "destinations", "google_analytics.md"));
        var named = Named().Matches(page[page.IndexOf("<!-- functions:", StringComparison.Ordinal)..page.IndexOf("<!-- /functions", StringComparison.Ordinal)]);

        Assert.Equal(13, named.Count);
        Assert.All(named, name =>
        {
            var (type, test) = (name.Groups["type"].Success ? name.Groups["type"].Value : nameof(HitTests), name.Groups["test"].Value);
            if (Type.GetType($"{GetType().Namespace}.{type}") is { } ours)
            {
                Assert.NotNull(ours.GetMethod(test, BindingFlags.Public | BindingFlags.Instance | BindingFlags.FlattenHierarchy));
                return;
            }

            // The functions are tested where they are: in the project of the mappings.
            var file = Path.Combine(Repository.Root, "tests", "Loader.Mappings.Tests", "Functions", type + ".cs");
            Assert.Contains($"public void {test}(", File.ReadAllText(file), StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"\| `(?:(?<type>\w+)\.)?(?<test>\w+)` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Named();
}
