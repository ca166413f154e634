using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>Finds constant texts of an event that read like an expression whose '=' was forgotten: every event would have these very letters.</summary>
internal static class ForgottenSign
{
    private const string Pipe = " | ";

    public static void Look(TemplateNode template, string path, Scope scope, FindingList findings)
    {
        switch (template)
        {
            case TemplateObject members:
                foreach (var member in members.Members) Look(member.Node, path.Length == 0 ? member.Name : $"{path}.{member.Name}", scope, findings);
                break;
            case TemplateList list:
                for (var i = 0; i < list.Items.Count; i++) Look(list.Items[i], FormattableString.Invariant($"{path}[{i}]"), scope, findings);
                break;
            case TemplateEach each:
                Look(each.As, path, scope, findings);
                break;
            case TemplateConstant { IsQuoted: false, Value: { IsNull: false, Kind: ValueKind.Text } value, Place: var place }:
                Look(value.Text, place, path, scope, findings);
                break;
        }
    }

    private static void Look(string text, Place place, string path, Scope scope, FindingList findings)
    {
        const string OrQuotes = "if the text is meant, write it in quotes";
        if (PipedInto(text) is { } function)
        {
            findings.Add(
                MapperCodes.ConstantPipe,
                place,
                $"'{path}' is the text '{text}' in every event: without '=' the function {function} is not called",
                $"write = {text}; {OrQuotes}");
        }
        else if (scope.Knows(text))
        {
            findings.Add(
                MapperCodes.ConstantColumn,
                place,
                $"'{path}' is the text '{text}' in every event, not the column of that name",
                $"write = {Lexer.Quoted(text)}; {OrQuotes}");
        }
    }

    /// <summary>The first known function that stands behind a pipe.</summary>
    private static string? PipedInto(string text)
    {
        for (var at = text.IndexOf(Pipe, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Pipe, at + 1, StringComparison.Ordinal))
        {
            var behind = text.AsSpan(at + Pipe.Length).TrimStart();
            var end = behind.IndexOfAny(" (|");
            var name = (end < 0 ? behind : behind[..end]).ToString();
            if (FunctionCatalog.Find(name) is not null) return name;
        }

        return null;
    }
}
