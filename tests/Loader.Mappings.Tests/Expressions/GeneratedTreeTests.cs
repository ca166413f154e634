using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Expressions;

public class GeneratedTreeTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void What_is_printed_parses_to_the_same_tree() =>
        Check.One(Many, Prop.ForAll(SyntaxTrees.Any, tree =>
        {
            var findings = new FindingList();
            var parsed = ExpressionParser.Parse(tree.ToString(), Evaluated.Origin, findings);
            return (parsed == tree).Label($"{tree} | {parsed} | {string.Join("; ", findings)}");
        }));

    [Fact]
    public void Every_tree_that_binds_gives_a_value_of_its_type_or_a_problem_with_a_place() =>
        Check.One(Many, Prop.ForAll(SyntaxTrees.Any, tree => Ends(tree, typed: false) && Ends(tree, typed: true)));

    [Fact]
    public void A_tree_that_does_not_bind_has_a_finding_and_one_that_binds_has_none() =>
        Check.One(Many, Prop.ForAll(SyntaxTrees.Any, tree =>
        {
            var findings = new FindingList();
            var node = Binder.Bind(
                tree,
                Evaluated.Origin,
                new([.. SampleRow.Cells.Select((cell, i) => new ScopeColumn(cell.Name, i, cell.Value.Kind))], open: false),
                findings);
            return node is null == findings.HasErrors;
        }));

    [Fact]
    public void Any_text_parses_or_has_one_finding_in_it()
    {
        string[] pieces =
        [
            "a", " ", "1", "1.5", "\"", "'", "`", "{", "}", "(", ")", "[", "]", ".", ",", "|", "+", "-", "*", "==", "=", "<", "??", "?", "not", "in",
            "and", "\\", "😀", "é", "\n", "&&", "#", "1e3", "now", "if(",
        ];
        var texts = from parts in Gen.Elements(pieces).ListOf() select string.Concat(parts);
        Check.One(Many, Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var findings = new FindingList();
            var tree = ExpressionParser.Parse(text, Evaluated.Origin, findings);
            return tree is null ? findings.Count == 1 : findings.Count == 0;
        }));
    }

    private static bool Ends(Syntax tree, bool typed)
    {
        var columns = SampleRow.Cells.Select((cell, i) => new ScopeColumn(cell.Name, i, typed && !cell.Value.IsNull ? cell.Value.Kind : null)).ToList();
        if (Binder.Bind(tree, Evaluated.Origin, new(columns, open: false), new FindingList()) is not { } node) return true;
        var frame = new Frame(columns.Count) { Now = Evaluated.Now };
        frame.Begin();
        for (var i = 0; i < columns.Count; i++) frame.Cells[i] = SampleRow.Cells[i].Value;
        var value = node.Evaluate(frame);
        if (value.IsProblem) return value.Problem.Place is not null;
        return value.IsNull || node.Kind is null || node.Kind == value.Kind;
    }
}
