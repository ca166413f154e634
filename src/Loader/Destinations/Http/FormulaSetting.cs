using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Reads a setting that is a formula.</summary>
internal static class FormulaSetting
{
    /// <summary>A formula: <c>= response.errors</c>.</summary>
    public static SettingFormula? Read(Section section, string name, string help) => Read(section, name, "= …", help, plain: null);

    /// <summary>A formula over the event, or the plain name of one of its fields.</summary>
    public static SettingFormula? OfEvent(Section section, string name, string help) =>
        Read(section, name, "field | = …", help, (scalar, path) => SettingFormula.Parse(path, scalar.Text, scalar.Origin, section.Findings));

    /// <summary>A formula, or something plain that <paramref name="plain"/> reads.</summary>
    public static SettingFormula? Read(Section section, string name, string form, string help, Func<YamlScalar, string, SettingFormula?>? plain)
    {
        switch (section.Node(name, form, help))
        {
            case null or YamlScalar { IsNull: true }: return null;
            case YamlScalar { Text: ['=', ..] } scalar: return SettingFormula.Parse(name, scalar.Text[1..], scalar.Origin.From(1), section.Findings);
            case YamlScalar scalar when plain is not null: return plain(scalar, name);
            case var other:
                section.Wrong(name, $"'{name}' is {other.Noun}; it should be a formula", $"begin with '=': {name}: = …");
                return null;
        }
    }
}
