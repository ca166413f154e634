using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Bytes;

namespace Loader.Tests.Sources;

/// <summary>Opens what lies on this machine, which never has to wait.</summary>
internal static class Opening
{
    public static ISource? Open(this ISourceKind kind, Section section) => Done(kind.OpenAsync(section, CancellationToken.None));

    /// <summary>Opens a path in a format that the test made.</summary>
    public static ISource? Open(string path, FindingList findings, Func<Section, IFormat> format)
    {
        var place = new Place("mapping.yaml", 1, 1);
        var section = new Section(
            "from.test",
            new YamlMap([new("path", new YamlScalar(path, Quoted: true, place), place)], place),
            new(findings, _ => null, new()),
            place);
        return Done(Inputs.OpenAsync(InputSettings.Read(section), format(section), CancellationToken.None));
    }

    private static ISource? Done(ValueTask<ISource?> opening) =>
        opening.IsCompleted ? opening.GetAwaiter().GetResult() : throw new InvalidOperationException("Opening a local file had to wait.");
}
