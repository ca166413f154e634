using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Sources.BigQuery.Query;

/// <summary>
/// <c>labels:</c> — keys begin with a lower case letter; keys and values have lower case letters, digits, <c>_</c> and <c>-</c>, 63 at most (BigQuery,
/// "Requirements for labels").
/// </summary>
internal static class LabelSettings
{
    private const int Longest = 63;
    private const string Ours = "loader_mapping";

    /// <summary>The user's labels and ours.</summary>
    public static IReadOnlyDictionary<string, string> Read(Section section, YamlNode? node)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Name(section.Context.Load) is { Length: > 0 } name) labels[Ours] = name;
        if (node is not (null or YamlMap or YamlScalar { IsNull: true })) section.Wrong("labels", "labels is a map of names and values", null);
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            var value = entry.Value is YamlScalar scalar ? Interpolation.Resolve(scalar, section.Context) : null;
            if (value is not null && entry.Name.Length is > 0 and <= Longest && char.IsLetter(entry.Name[0]) && IsGood(entry.Name) && IsGood(value))
            {
                labels[entry.Name] = value;
            }
            else if (value is not null || entry.Value is not YamlScalar)
            {
                section.Wrong(
                    "labels",
                    $"the label '{entry.Name}' cannot be used",
                    "lower case letters, digits, _ and -, beginning with a letter, 63 characters at most");
            }
        }

        return labels;
    }

    private static bool IsGood(string text) =>
        text.Length <= Longest && text.All(c => (char.IsLetter(c) && !char.IsUpper(c)) || char.IsDigit(c) || c is '_' or '-');

    private static string Name(string load)
    {
        var name = new string([.. load.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-')]);
        return name.Length <= Longest ? name : name[..Longest];
    }
}
