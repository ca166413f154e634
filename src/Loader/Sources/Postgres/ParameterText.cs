using System.Text;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Sources.Postgres;

/// <summary>A parameter's value in the text form that PostgreSQL reads; a list is an array literal.</summary>
internal static class ParameterText
{
    public static string? Of(string name, YamlNode node, Section section)
    {
        switch (node)
        {
            case YamlScalar { IsNull: true }:
                return null;
            case YamlScalar { Quoted: false } computed when computed.Text.StartsWith('='):
                section.Findings.Add(
                    PostgresCodes.WrongParameter,
                    node.Place,
                    $"parameter '{name}' is a plain value; '{computed.Text}' would be computed",
                    "put it in quotes if it is a text, or compute it in the query: now()");
                return null;
            case YamlScalar scalar:
                return Interpolation.Resolve(scalar, section.Context);
            case YamlList list when list.Items.All(item => item is YamlScalar):
                return "{" + string.Join(',', list.Items.Select(item => Element(Of(name, item, section)))) + "}";
            default:
                section.Findings.Add(PostgresCodes.WrongParameter, node.Place, $"parameter '{name}' is {node.Noun} of something else than single values");
                return null;
        }
    }

    /// <summary>Quoted always, so that no text can be taken for NULL or end its element (PostgreSQL 15, 8.15.2).</summary>
    private static string Element(string? text) =>
        text is null ? "NULL" : new StringBuilder(text).Replace("\\", "\\\\").Replace("\"", "\\\"").Insert(0, '"').Append('"').ToString();
}
