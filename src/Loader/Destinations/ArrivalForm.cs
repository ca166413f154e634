using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Destinations;

/// <summary>
/// The settings of a section that change what arrives, as <see cref="IDestination.ArrivalSettings"/> wants them: those that were given and are not
/// their default, so that writing a default out changes nothing. A setting that a destination forgets to leave out counts.
/// </summary>
/// <remarks>
/// No secret is in it. A secret setting counts by a check value; of a setting of several parts (headers, an envelope) a hash counts, without the
/// parts that by their name hold credentials: those are changed in the middle of a load, and the load must be able to go on.
/// </remarks>
internal static class ArrivalForm
{
    private const string SecretForm = "${NAME}";
    private const int HashBytes = 6;

    private static readonly string[] CredentialWords = ["key", "token", "secret", "password", "authorization", "cookie", "signature", "credential"];

    /// <param name="section">The section, after every setting has been asked for.</param>
    /// <param name="leftOut">Settings that change where, how fast, under whose name, how it is checked or how answers read, and not what arrives.</param>
    public static IReadOnlyDictionary<string, string> Of(Section section, params IReadOnlyList<string> leftOut)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in section.Described.Where(one => !one.Name.Contains('.', StringComparison.Ordinal)
            && !leftOut.Contains(one.Name, StringComparer.Ordinal)))
        {
            if (section.Given(setting.Name) is { } given && Text(given, setting, section.Context) is { } text && text != setting.Default)
            {
                settings[setting.Name] = text;
            }
        }

        return settings;
    }

    private static string? Text(YamlNode given, OptionDescription setting, OptionContext context)
    {
        if (given is not YamlScalar scalar) return HashOf(given, context);
        if (scalar.IsNull || Interpolation.Resolve(scalar, context) is not { } text) return null;
        return setting.Form == SecretForm || context.Secrets.Redact(text) != text ? CheckValue.Of(text) : text;
    }

    private static string HashOf(YamlNode node, OptionContext context)
    {
        var text = new StringBuilder();
        Append(text, node, context);
        return "hash " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, HashBytes));
    }

    private static void Append(StringBuilder text, YamlNode node, OptionContext context)
    {
        switch (node)
        {
            case YamlScalar scalar:
                var value = Interpolation.Resolve(scalar, context) ?? "";
                text.Append(scalar.Quoted ? '"' : '\'').Append(value.Length).Append(':').Append(value);
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items) Append(text, item, context);
                text.Append(']');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries.Where(entry => !IsCredential(entry.Name)))
                {
                    Append(text.Append(entry.Name.Length).Append(':').Append(entry.Name), entry.Value, context);
                }

                text.Append('}');
                break;
        }
    }

    private static bool IsCredential(string name) => CredentialWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
