using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>let:</c>: names, and below each an expression or a plain value.</summary>
internal static class LetReader
{
    private static readonly string[] Taken = ["rows", "item", "index"];

    public static List<LetRule> Read(IReadOnlyList<YamlEntry> entries, FindingList findings)
    {
        var lets = new List<LetRule>(entries.Count);
        foreach (var entry in entries)
        {
            if (!Lexer.IsName(entry.Name) || Lexer.IsKeyword(entry.Name) || Array.IndexOf(Taken, entry.Name) >= 0)
            {
                var taken = Lexer.IsName(entry.Name);
                findings.Add(
                    RuleCodes.LetName, entry.Place, taken
                        ? $"'{entry.Name}' is a word of the language and cannot name a value"
                        : $"'{entry.Name}' is no name for a value",
                    taken ? "choose another name" : "a name has letters, digits and underscores: net_total");
                continue;
            }

            if (entry.Value is YamlScalar scalar)
            {
                lets.Add(new(
                    entry.Name,
                    FormulaReader.IsFormula(scalar)
                        ? new TemplateFormula(FormulaReader.Read(scalar, findings))
                        : new TemplateConstant(TemplateReader.Constant(scalar, findings), scalar.Place),
                    entry.Place));
            }
            else
            {
                findings.Add(
                    RuleCodes.WrongForm,
                    entry.Value.Place,
                    $"'{entry.Name}' is {entry.Value.Noun}; it should be an expression or a plain value",
                    $"for example {entry.Name}: = total / 1.22");
            }
        }

        return lets;
    }
}
