using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>
/// Finds what tests should exercise, and whether they did. Points are: every computed field has had a value; every rule and every <c>when</c> has held and has
/// not; both sides of if, case, ?? and the functions like it; the default of every column. What is the same for all rows is no point.
/// </summary>
internal sealed class CoverageReader(MappingRules rules, IReadOnlyDictionary<object, Reach> reached)
{
    private readonly List<CoveredPoint> points = [];

    /// <param name="rules">The mapping.</param>
    /// <param name="traces">Everything that was reached; the same part may be in several.</param>
    public static Coverage Of(MappingRules rules, IEnumerable<ReachTrace> traces)
    {
        var reached = new Dictionary<object, Reach>(ReferenceEqualityComparer.Instance);
        foreach (var (part, reach) in traces.SelectMany(trace => trace.Parts)) reached[part] = reached.GetValueOrDefault(part) | reach;
        return new CoverageReader(rules, reached).Read();
    }

    private Coverage Read()
    {
        foreach (var column in rules.Columns)
        {
            Branches(column.Conversion);
            if (column.Default is { } otherwise) Point(otherwise, otherwise.Place, Reach.Any, $"the default of column '{column.Name}' is never used");
        }

        foreach (var let in rules.Lets.Select(let => let.Value).OfType<TemplateFormula>()) Branches(let.Formula);
        Branches(rules.Group?.By);
        Branches(rules.Key);
        foreach (var rule in rules.Skips) Condition(rule.Condition, rule.Place, $"skip.{rule.Name}");
        foreach (var rule in rules.Rejects) Condition(rule.Condition, rule.Place, $"reject.{rule.Name}");
        if (rules.Event is { } only) Fields(only, "");
        foreach (var entry in rules.Events)
        {
            var name = rules.Events.Count > 1 ? entry.Name + ": " : "";
            if (entry.When is { } when) Condition(when, when.Place, $"{name}when");
            Branches(entry.Each);
            Fields(entry.Event, name);
        }

        return new([.. points.OrderBy(point => point.Place.Line).ThenBy(point => point.Place.Column)]);
    }

    private void Fields(TemplateNode node, string path)
    {
        switch (node)
        {
            case TemplateObject members:
                foreach (var member in members.Members)
                    Fields(member.Node, path.Length == 0 || path.EndsWith(": ", StringComparison.Ordinal) ? path + member.Name : $"{path}.{member.Name}");
                break;
            case TemplateList list:
                for (var i = 0; i < list.Items.Count; i++) Fields(list.Items[i], FormattableString.Invariant($"{path}[{i}]"));
                break;
            case TemplateEach each:
                Branches(each.Each);
                if (each.When is { } when) Condition(when, when.Place, $"{path}: when");
                Fields(each.As, path + "[]");
                break;
            case TemplateFormula { Formula: var formula }:
                if (formula.Syntax is { } syntax) Point(syntax, formula.Place, Reach.Given, $"{path} never has a value");
                Branches(formula);
                break;
        }
    }

    private void Condition(Formula formula, Place place, string name)
    {
        if (formula.Syntax is { } syntax)
        {
            Point(syntax, place, Reach.True, $"{name} never holds");
            Point(syntax, place, Reach.NotTrue, $"{name} always holds");
        }

        Branches(formula);
    }

    private void Branches(Formula? formula)
    {
        if (formula?.Syntax is { } syntax) Branches(syntax, formula);
    }

    private void Branches(Syntax syntax, Formula formula)
    {
        switch (syntax)
        {
            case BinarySyntax { Operator: BinaryOperator.Coalesce } choice:
                Choice(choice.Left, choice, formula, Reach.Null, "null");
                break;
            case CallSyntax { Function: "if", Arguments: [var condition, ..] } call:
                Both(condition, call, formula);
                break;
            case CallSyntax { Function: "case" } call:
                Cases(call, formula);
                break;
            case CallSyntax { Function: "coalesce" } call:
                foreach (var choice in call.Arguments.SkipLast(1)) Choice(choice, call, formula, Reach.Null, "null");
                break;
            case CallSyntax { Function: "default", Arguments: [var value, ..] } call:
                Choice(value, call, formula, Reach.Null | Reach.Empty, "null or empty");
                break;
            case CallSyntax { Function: "try", Arguments: [var risk, ..] } call:
                Point(
                    Plain(risk),
                    formula.Origin.At(call.Anchor),
                    Reach.Problem,
                    $"{Shown(risk, formula)} never fails, so what 'try' gives then is never used");
                break;
        }

        foreach (var part in Parts(syntax)) Branches(part, formula);
    }

    private void Cases(CallSyntax call, Formula formula)
    {
        var last = call.Arguments.Count / 2 * 2 - 2;
        for (var i = 0; i <= last; i += 2)
        {
            var place = formula.Origin.At(Plain(call.Arguments[i]).Anchor);
            Point(Plain(call.Arguments[i]), place, Reach.True, $"{Shown(call.Arguments[i], formula)} never holds");
            if (i == last)
                Point(
                    Plain(call.Arguments[i]),
                    place,
                    Reach.NotTrue,
                    $"{Shown(call.Arguments[i], formula)} always holds when it is asked, so no row gets what follows");
        }
    }

    private void Both(Syntax condition, CallSyntax call, Formula formula)
    {
        var place = formula.Origin.At(call.Anchor);
        Point(Plain(condition), place, Reach.True, $"{Shown(condition, formula)} never holds");
        Point(Plain(condition), place, Reach.NotTrue, $"{Shown(condition, formula)} always holds");
    }

    private void Choice(Syntax first, Syntax choice, Formula formula, Reach missing, string what)
    {
        var place = formula.Origin.At(choice.Anchor);
        Point(Plain(first), place, Reach.Given & ~missing, $"{Shown(first, formula)} is always {what}");
        Point(Plain(first), place, missing, $"{Shown(first, formula)} is never {what}, so what stands for it is never used");
    }

    private void Point(object part, Place place, Reach wanted, string unreached)
    {
        if (reached.TryGetValue(part, out var reach)) points.Add(new(place, unreached, (reach & wanted) != Reach.None));
    }

    private static Syntax Plain(Syntax syntax) => syntax is NamedSyntax named ? named.Value : syntax;

    private static string Shown(Syntax syntax, Formula formula)
    {
        const int Longest = 60;
        var text = formula.Text.Substring(syntax.Start, Math.Min(syntax.Length, formula.Text.Length - syntax.Start));
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }

    private static IEnumerable<Syntax> Parts(Syntax syntax) => syntax switch
    {
        MemberSyntax member => [member.Target],
        IndexSyntax index => [index.Target, index.Index],
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        CallSyntax call => call.Arguments,
        NamedSyntax named => [named.Value],
        InterpolatedSyntax text => text.Parts,
        ListSyntax list => list.Items,
        _ => [],
    };
}
