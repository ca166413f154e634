using System.Buffers;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Reads <c>headers:</c>, names and values checked: nothing in them can begin another header.</summary>
internal static class HeaderSettings
{
    /// <summary>The characters of a header's name (RFC 9110, 5.6.2).</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Headers that the sender sets itself; another value would change what the request is.</summary>
    private static readonly string[] OurOwn =
    [
        "Host", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "Expect", "Upgrade", "TE", "Trailer",
    ];

    private static readonly string[] SecretWords = ["authorization", "token", "key", "secret", "password", "cookie", "signature"];

    public static IReadOnlyList<HeaderRule> Read(Section section)
    {
        const string Help = "headers of each request; a value that begins with '=' is computed from the event, and events of one request then share it";
        var rules = new List<HeaderRule>();
        switch (section.Node("headers", "{ Name: value }", Help))
        {
            case null or YamlScalar { IsNull: true }: return rules;
            case YamlMap map:
                foreach (var entry in map.Entries)
                {
                    if (Rule(section, entry) is { } rule) rules.Add(rule);
                }

                return rules;
            case var other:
                section.Wrong("headers", $"'headers' is {other.Noun}; it should be a map of names and values", "headers: { X-Source: loader }");
                return rules;
        }
    }

    public static bool IsValue(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    public static bool IsName(Section section, string setting, string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            section.Wrong(setting, $"'{name}' is not the name of a header", "letters, digits and dashes");
            return false;
        }

        if (!OurOwn.Contains(name, StringComparer.OrdinalIgnoreCase)) return true;
        section.Refuse(setting, $"the sender sets {name} itself");
        return false;
    }

    private static HeaderRule? Rule(Section section, YamlEntry entry)
    {
        if (!IsName(section, "headers", entry.Name)) return null;
        if (entry.Value is not YamlScalar { IsNull: false } scalar)
        {
            section.Wrong("headers", $"the header {entry.Name} has no single value", null);
            return null;
        }

        if (scalar.Text.StartsWith('='))
        {
            return SettingFormula.Parse($"headers.{entry.Name}", scalar.Text[1..], scalar.Origin.From(1), section.Findings) is { } formula
                ? new(entry.Name, null, formula)
                : null;
        }

        if (Interpolation.Resolve(scalar, section.Context) is not { } value) return null;
        if (scalar.Text.Contains("${", StringComparison.Ordinal)
            || Array.Exists(SecretWords, word => entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            section.Context.Secrets.Add(value);
        }

        if (IsValue(value)) return new(entry.Name, value, null);
        section.Wrong("headers", $"the header {entry.Name} has characters that cannot stand in one", "use printable ASCII only");
        return null;
    }
}
