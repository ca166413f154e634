using System.Globalization;
using System.Numerics;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Options;

/// <summary>
/// One section of settings, read by asking for each setting by name. What is asked for is also what exists: <see cref="Finish"/> reports every
/// other name, and <see cref="Described"/> is the reference page. A setting that is wrong becomes a finding and reads as its default, so that all mistakes
/// are shown at once.
/// </summary>
public sealed class Section
{
    private static readonly Place CommandLine = Place.Of("command line");
    private readonly YamlMap map;
    private readonly OptionContext context;
    private readonly List<OptionDescription> described = [];
    private readonly IReadOnlyDictionary<string, string> overrides;
    private Section? outer;

    /// <param name="path">The section's name for people: <c>to.nameless</c>.</param>
    /// <param name="node">Its content; nothing or null counts as an empty section.</param>
    /// <param name="context">Environment, findings, secrets.</param>
    /// <param name="place">Where the section's name stands.</param>
    /// <param name="overrides">Values from the command line that replace what the mapping says, by name; they are taken as they are.</param>
    public Section(string path, YamlNode? node, OptionContext context, Place place, IReadOnlyDictionary<string, string>? overrides = null)
    {
        this.overrides = overrides ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Path = path;
        Place = place;
        this.context = context;
        map = node as YamlMap ?? new([], place);
        if (node is not (null or YamlMap or YamlScalar { IsNull: true }))
        {
            context.Findings.Add(OptionCodes.WrongForm, node.Place, $"'{path}' is {node.Noun}; it should be a map of settings");
        }
    }

    public string Path { get; }

    public Place Place { get; }

    /// <summary>Whether anything was found wrong in this section or elsewhere so far.</summary>
    public FindingList Findings => context.Findings;

    public OptionContext Context => context;

    /// <summary>Every setting that was asked for, in that order.</summary>
    public IReadOnlyList<OptionDescription> Described => described;

    /// <summary>A section with nothing in it, to learn what could be.</summary>
    public static Section Empty(string path) => new(path, null, OptionContext.OfProcess([]), Place.Of(path));

    public bool Has(string name) => overrides.ContainsKey(name) || map.Find(name) is not null;

    /// <summary>Where a setting stands: in the mapping, or on the command line; the section when it is not given.</summary>
    public Place PlaceOf(string name) => overrides.ContainsKey(name) ? CommandLine : map.Find(name)?.Value.Place ?? Place;

    /// <summary>Where the characters of a text stand, for settings in which more than the whole can be wrong.</summary>
    public TextOrigin OriginOf(string name) =>
        !overrides.ContainsKey(name) && map.Find(name)?.Value is YamlScalar scalar ? scalar.Origin : new(PlaceOf(name));

    /// <summary>What the command line or the mapping says of a setting, as it stands there; null when neither says anything.</summary>
    public YamlNode? Given(string name) =>
        overrides.TryGetValue(name, out var given) ? new YamlScalar(given, Quoted: true, CommandLine) : map.Find(name)?.Value;

    /// <summary>What the mapping says of a setting that the command line replaces; null when it does not, or the mapping says nothing.</summary>
    public string? Replaced(string name) =>
        overrides.ContainsKey(name) && map.Find(name)?.Value is YamlScalar { IsNull: false } scalar ? Interpolation.Resolve(scalar, context) : null;

    /// <summary>Reports that a setting has the right form but must not be used.</summary>
    public void Refuse(string name, string message, string? hint = null)
    {
        if (!IsForLater(name)) context.Findings.Add(OptionCodes.NotAllowed, PlaceOf(name), message, hint);
    }

    /// <summary>A text. Null when it is not given and has no default.</summary>
    public string? Text(string name, string help, string? otherwise = null, bool required = false)
    {
        Describe(name, "text", otherwise, help, required);
        return Scalar(name, required) ?? otherwise;
    }

    /// <summary>A text that must never be shown. Comes from the environment: <c>${NAME}</c>.</summary>
    public string? Secret(string name, string help, bool required = false)
    {
        Describe(name, "${NAME}", null, help, required);
        var value = Scalar(name, required);
        if (!string.IsNullOrEmpty(value)) context.Secrets.Add(value);
        return value;
    }

    /// <summary>One of a few words.</summary>
    public string Choice(string name, IReadOnlyList<string> words, string otherwise, string help)
    {
        Describe(name, string.Join(" | ", words), otherwise, help, required: false);
        var word = Scalar(name, required: false);
        if (word is null) return otherwise;
        if (words.Contains(word, StringComparer.Ordinal)) return word;
        Wrong(name, $"'{word}' is not a value of {name}", DidYouMean.Hint(word, words) ?? "one of: " + string.Join(", ", words));
        return otherwise;
    }

    public bool Flag(string name, bool otherwise, string help)
    {
        Describe(name, "true | false", otherwise ? "true" : "false", help, required: false);
        switch (Scalar(name, required: false))
        {
            case null: return otherwise;
            case "true": return true;
            case "false": return false;
            case var word:
                Wrong(name, $"'{word}' is neither true nor false", null);
                return otherwise;
        }
    }

    /// <summary>A whole number between two bounds, both allowed.</summary>
    public long Integer(string name, long least, long most, long otherwise, string help)
    {
        Describe(name, FormattableString.Invariant($"{least}..{most}"), otherwise.ToString(CultureInfo.InvariantCulture), help, required: false);
        var text = Scalar(name, required: false);
        if (text is null) return otherwise;
        var isNumber = BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return (long)number;
        var hint = FormattableString.Invariant($"{name} is a whole number from {least} to {most}");
        Wrong(
            name,
            !isNumber ? $"'{text}' is not a whole number" : number < least ? $"{text} is too small for {name}" : $"{text} is too large for {name}",
            hint);
        return otherwise;
    }

    /// <summary>A length of time: <c>30s</c>, <c>500ms</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
    public TimeSpan? Duration(string name, TimeSpan? otherwise, string help)
    {
        Describe(name, "30s | 500ms | 5m | 2h | 7d", otherwise is { } span ? Units.Show(span) : null, help, required: false);
        var text = Scalar(name, required: false);
        if (text is null) return otherwise;
        if (Units.Duration(text) is { } duration) return duration;
        Wrong(name, $"'{text}' is not a length of time", "write 30s, 500ms, 5m, 2h or 7d");
        return otherwise;
    }

    /// <summary>A size in bytes: <c>500 KB</c>, <c>1 MB</c>, <c>1048576</c>.</summary>
    public long Size(string name, long otherwise, string help)
    {
        Describe(name, "500 KB | 1 MB", otherwise.ToString(CultureInfo.InvariantCulture), help, required: false);
        var text = Scalar(name, required: false);
        if (text is null) return otherwise;
        if (Units.Size(text) is { } size) return size;
        Wrong(name, $"'{text}' is not a size", "write 500 KB, 1 MB or a number of bytes");
        return otherwise;
    }

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string>? Texts(string name, string help, IReadOnlyList<string>? otherwise = null)
    {
        Describe(name, "[text, …]", otherwise is null ? null : "[" + string.Join(", ", otherwise.Select(t => $"\"{t}\"")) + "]", help, required: false);
        if (overrides.TryGetValue(name, out var given)) return [given];
        if (map.Find(name)?.Value is not { } node) return otherwise;
        if (node is YamlScalar) return Scalar(name, required: false) is { } one ? [one] : otherwise;
        if (node is YamlList list && list.Items.All(item => item is YamlScalar))
        {
            return [.. list.Items.Cast<YamlScalar>().Select(item => Interpolation.Resolve(item, context)).OfType<string>()];
        }

        Wrong(name, $"'{name}' is {node.Noun} of other things than texts", null);
        return otherwise;
    }

    /// <summary>
    /// Settings of their own under one name. What is asked of it is described here too, as <c>name.setting</c>; it is finished by itself.
    /// </summary>
    public Section Inner(string name, string help)
    {
        Describe(name, "{ … }", null, help, required: false);
        return new($"{Path}.{name}", map.Find(name)?.Value, context, PlaceOf(name)) { outer = this };
    }

    /// <summary>A setting of a form of its own; the caller reads it and reports by <see cref="Wrong"/>.</summary>
    public YamlNode? Node(string name, string form, string help, string? otherwise = null)
    {
        Describe(name, form, otherwise, help, required: false);
        return map.Find(name)?.Value;
    }

    /// <summary>Reports that a setting cannot be read.</summary>
    public void Wrong(string name, string message, string? hint)
    {
        if (!IsForLater(name)) context.Findings.Add(OptionCodes.WrongForm, PlaceOf(name), message, hint);
    }

    /// <summary>Reports every setting that nobody asked for. Call it once, after the last question.</summary>
    public void Finish()
    {
        var names = described.Select(option => option.Name).ToList();
        foreach (var entry in map.Entries.Where(entry => !names.Contains(entry.Name, StringComparer.Ordinal)))
        {
            context.Findings.Add(
                OptionCodes.Unknown,
                entry.Place,
                $"'{Path}' has no setting '{entry.Name}'",
                DidYouMean.Hint(entry.Name, names) ?? "it has: " + string.Join(", ", names));
        }

        foreach (var name in overrides.Keys.Where(name => !names.Contains(name, StringComparer.Ordinal)))
        {
            context.Findings.Add(OptionCodes.Unknown, CommandLine, $"'{Path}' has no setting '{name}' that the command line could replace");
        }
    }

    /// <summary>Whether a value is not known yet, only what stands in for it: that this has the wrong form is nobody's mistake.</summary>
    private bool IsForLater(string name) => !overrides.ContainsKey(name) && map.Find(name)?.Value switch
    {
        YamlScalar scalar => Interpolation.IsForLater(scalar.Text, context),
        YamlList list => list.Items.OfType<YamlScalar>().Any(item => Interpolation.IsForLater(item.Text, context)),
        _ => false,
    };

    private void Describe(string name, string form, string? otherwise, string help, bool required)
    {
        described.Add(new(name, form, otherwise, help, required));
        outer?.Describe($"{Path[(Path.LastIndexOf('.') + 1)..]}.{name}", form, otherwise, help, required);
    }

    private string? Scalar(string name, bool required)
    {
        if (overrides.TryGetValue(name, out var given)) return given;
        var node = map.Find(name)?.Value;
        if (node is YamlScalar { IsNull: false } scalar) return Interpolation.Resolve(scalar, context);
        if (node is not (null or YamlScalar)) Wrong(name, $"'{name}' is {node.Noun}; it should be a single value", null);
        else if (required) context.Findings.Add(OptionCodes.Missing, Place, $"'{Path}' needs '{name}'", null);
        return null;
    }
}
