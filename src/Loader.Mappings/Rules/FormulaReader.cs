using System.Buffers;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads what begins with '=' and, below <c>columns:</c>, types without one.</summary>
internal static class FormulaReader
{
    private static readonly SearchValues<char> VariableName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    public static bool IsFormula(YamlNode node) => node is YamlScalar { Text: ['=', ..] };

    /// <summary>The formula behind the '='.</summary>
    public static Formula Read(YamlScalar scalar, FindingList findings) => Parse(scalar, 1, findings);

    /// <summary>A formula that has no '=', since nothing else can stand there.</summary>
    public static Formula ReadBare(YamlScalar scalar, FindingList findings) => Parse(scalar, 0, findings);

    private static Formula Parse(YamlScalar scalar, int skip, FindingList findings)
    {
        while (skip < scalar.Text.Length && char.IsWhiteSpace(scalar.Text[skip])) skip++;
        var text = scalar.Text[skip..];
        var origin = scalar.Origin.From(skip);
        if (Variable(text) is { } at)
        {
            findings.Add(
                RuleCodes.NoEnvironment,
                origin.At(at),
                $"'{text[at..(text.IndexOf('}', at) + 1)]}' would read the environment, which is done in from, to and send only",
                "in an expression, use a column or a constant");
            return new(text, null, origin);
        }

        // The parser would report an open text; why it is open stands in no text it sees.
        if (scalar.CutByComment && text.AsSpan().Count('"') % 2 == 1)
        {
            findings.Add(
                RuleCodes.CommentInText,
                origin.At(text.Length),
                "the ' #' here begins a comment, inside a quoted text",
                "put the whole value in single quotes: '= …'");
            return new(text, null, origin);
        }

        if (scalar.CutByComma && text.AsSpan().Count('(') + text.AsSpan().Count('[') > text.AsSpan().Count(')') + text.AsSpan().Count(']'))
        {
            findings.Add(
                RuleCodes.CommaInBraces,
                origin.At(text.Length),
                "the comma here ends the value, inside an expression",
                "between { } or [ ], put the whole expression in single quotes: '= …'; or write each field on its own line");
            return new(text, null, origin);
        }

        return new(text, ExpressionParser.Parse(text, origin, findings), origin);
    }

    /// <summary>Where <c>${NAME}</c> or <c>${NAME:-…}</c> stands; <c>"${total}"</c> is a dollar sign and the column total.</summary>
    private static int? Variable(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var inside = text.AsSpan(at + 2);
            var end = inside.IndexOfAnyExcept(VariableName);
            if (end > 0 && (inside[end] == '}' || (inside[end..].StartsWith(":-") && inside.Contains('}')))) return at;
        }

        return null;
    }
}
