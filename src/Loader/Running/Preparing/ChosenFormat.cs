using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;

namespace Loader.Running.Preparing;

/// <summary>
/// What <c>--format</c> makes of <c>from:</c>: another kind in its place. Settings that only the replaced kind has are left out (a delimiter means nothing to
/// Parquet); all others stay, so that one that no kind knows is still a mistake.
/// </summary>
internal static class ChosenFormat
{
    /// <summary>The section that counts; null with a finding when there is no such kind.</summary>
    public static async ValueTask<YamlEntry?> OfAsync(YamlEntry said, string? format, SourceCatalog sources, OptionContext context, CancellationToken stop)
    {
        if (format is null || format == said.Name) return said;
        var chosen = said with { Name = format, Place = Place.Of("command line") };
        if (sources.Find(format) is not { } kind)
        {
            Unknown(chosen, sources, context.Findings);
            return null;
        }

        if (sources.Find(said.Name) is not { } replaced || said.Value is not YamlMap settings) return said with { Name = format };
        var own = await SettingsOfAsync(kind, stop);
        var gone = (await SettingsOfAsync(replaced, stop)).Except(own, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return said with { Name = format, Value = settings with { Entries = [.. settings.Entries.Where(setting => !gone.Contains(setting.Name))] } };
    }

    /// <summary>The section without the settings that its kind does not know; null when it knows them all, or there is no such kind.</summary>
    public static async ValueTask<YamlEntry?> OnlyKnownAsync(YamlEntry said, SourceCatalog sources, CancellationToken stop)
    {
        if (sources.Find(said.Name) is not { } kind || said.Value is not YamlMap settings) return null;
        var own = (await SettingsOfAsync(kind, stop)).ToHashSet(StringComparer.Ordinal);
        var known = settings.Entries.Where(setting => own.Contains(setting.Name)).ToList();
        return known.Count == settings.Entries.Count ? null : said with { Value = settings with { Entries = known } };
    }

    /// <summary>Says that there is no such kind, and which there are.</summary>
    public static void Unknown(YamlEntry said, SourceCatalog sources, FindingList findings) => findings.Add(
        RunningCodes.UnknownSource,
        said.Place,
        $"there is no source '{said.Name}'",
        DidYouMean.Hint(said.Name, sources.Names) ?? "there is: " + string.Join(", ", sources.Names));

    /// <summary>A kind is asked to read an empty section; what it asks for is what can be set.</summary>
    private static async ValueTask<IEnumerable<string>> SettingsOfAsync(ISourceKind kind, CancellationToken stop)
    {
        var section = Section.Empty($"from.{kind.Name}");
        await kind.OpenAsync(section, stop);
        return section.Described.Select(setting => setting.Name);
    }
}
