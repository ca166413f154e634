using Loader.Mappings.Findings;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;

namespace Loader.Running.Preparing;

/// <summary>A source that a person names on the command line: a path, or a mapping, whose source is meant.</summary>
internal static class NamedSource
{
    /// <summary>Whether a mapping's source is meant, by the name.</summary>
    public static bool IsMapping(string named) => Path.GetExtension(named) is ".yaml" or ".yml";

    /// <summary>Opens it as its format's defaults say; null with findings when that cannot be.</summary>
    public static ValueTask<ISource?> OpenAsync(string named, string? format, SourceCatalog sources, OptionContext context, CancellationToken stop) =>
        OpenAsync(named, format, null, sources, context, stop);

    /// <summary>Opens it; null with findings when that cannot be.</summary>
    /// <param name="named">The path.</param>
    /// <param name="format">The kind of source it is; null: a mapping by its name, else the name and the content decide.</param>
    /// <param name="encoding">How its text is encoded; null: its beginning says it.</param>
    public static async ValueTask<ISource?> OpenAsync(
        string named, string? format, string? encoding, SourceCatalog sources, OptionContext context, CancellationToken stop)
    {
        if (format is null && IsMapping(named)) return await OfMappingAsync(named, sources, context, stop);
        var kind = format ?? await SourceFormats.OfAsync(named, stop);
        if (sources.Find(kind) is { } found)
        {
            var place = Place.Of(named);
            List<YamlEntry> settings = [new("path", new YamlScalar(named, Quoted: true, place), place)];
            if (encoding is not null) settings.Add(new("encoding", new YamlScalar(encoding, Quoted: true, place), place));
            return await found.OpenAsync(new(kind, new YamlMap(settings, place), context, place), stop);
        }

        context.Findings.Add(
            RunningCodes.UnknownSource,
            Place.Of("command line"),
            $"there is no format '{kind}'",
            DidYouMean.Hint(kind, sources.Names) ?? "there is: " + string.Join(", ", sources.Names));
        return null;
    }

    private static async ValueTask<ISource?> OfMappingAsync(string mapping, SourceCatalog sources, OptionContext context, CancellationToken stop)
    {
        if (MappingFile.Read(mapping, context.Findings) is not { } text || RulesReader.ReadSource(text, mapping, context.Findings) is not { } rule) return null;
        return await OpenAsync(rule, sources, context, stop);
    }

    /// <summary>Opens a mapping's source; null with findings when that cannot be.</summary>
    public static async ValueTask<ISource?> OpenAsync(SourceRule rule, SourceCatalog sources, OptionContext context, CancellationToken stop)
    {
        var from = rule.From;
        if (sources.Find(from.Name) is { } kind)
            return await kind.OpenAsync(new($"from.{from.Name}", from.Value, context with { Load = rule.Mapping }, from.Place), stop);
        context.Findings.Add(
            RunningCodes.UnknownSource,
            from.Place,
            $"there is no source '{from.Name}'",
            DidYouMean.Hint(from.Name, sources.Names) ?? "there is: " + string.Join(", ", sources.Names));
        return null;
    }
}
