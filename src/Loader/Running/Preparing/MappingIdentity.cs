using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Running.Preparing;

/// <summary>
/// What tells one mapping's meaning from another's: a SHA-256 over its parts that decide what leaves (tables, columns, let, key, group, rules,
/// events) and over how the source is read (another delimiter or quote gives rows other numbers), as names and texts without comments, layout and
/// places. The order of columns and source settings does not count; that of rules and of the event's fields does. How fast to send, the source's
/// path and where to are not in it: the books keep those apart.
/// </summary>
internal static class MappingIdentity
{
    private static readonly string[] Parts =
    [
        "mapping", "from", "tables", "columns", "let", "key", "group", "skip", "reject", "nulls", "event", "events", "uncertain",
    ];

    /// <param name="mapping">The mapping's text, which has been found readable.</param>
    /// <param name="tables">Look-up files, by path in order, with a hash of each content: what they say is a part of what leaves.</param>
    /// <param name="from">The source that counts, where the command line says another format than the mapping.</param>
    public static string Of(string mapping, string file, IReadOnlyDictionary<string, string>? tables = null, YamlEntry? from = null) =>
        Hash(mapping, file, Parts, tables, from);

    /// <summary>The same of how the source is read alone: which row has which number, and which rows belong together.</summary>
    public static string OfReading(string mapping, string file, YamlEntry? from = null) => Hash(mapping, file, ["from", "group"], null, from);

    private static string Hash(string mapping, string file, string[] parts, IReadOnlyDictionary<string, string>? tables, YamlEntry? from)
    {
        var document = YamlReader.Read(mapping, file, new FindingList()) ?? throw new InvalidOperationException("The mapping was readable a moment ago.");
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (document.Find(part) is { } entry)
                Append(text.Append(part).Append('='), Meaning(part, part == "from" && from is not null ? new YamlMap([from], from.Place) : entry.Value));
        }

        foreach (var (path, hash) in tables ?? new Dictionary<string, string>(StringComparer.Ordinal)) text.Append("table=").Append(path.Length).Append(':').Append(path).Append(hash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static YamlNode Meaning(string part, YamlNode node) => (part, node) switch
    {
        ("columns", YamlMap columns) => Sorted(columns, _ => true),
        ("from", YamlMap { Entries: [{ Value: YamlMap settings } kind] } from) =>
            new YamlMap([kind with { Value = Sorted(settings, static setting => setting.Name != "path") }], from.Place),
        _ => node,
    };

    private static YamlMap Sorted(YamlMap map, Func<YamlEntry, bool> counts) =>
        new([.. map.Entries.Where(counts).OrderBy(entry => entry.Name, StringComparer.Ordinal)], map.Place);

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.Quoted ? '"' : '\'').Append(scalar.Text.Length).Append(':').Append(scalar.Text);
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items) Append(text, item);
                text.Append(']');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries) Append(text.Append(entry.Name.Length).Append(':').Append(entry.Name), entry.Value);
                text.Append('}');
                break;
        }
    }
}
