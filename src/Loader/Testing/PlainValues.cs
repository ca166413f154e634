using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>The values that tests write: plain ones, and expressions without columns.</summary>
internal static class PlainValues
{
    /// <summary>The value, or null after a finding.</summary>
    public static Value? Of(TemplateNode node, FindingList findings)
    {
        switch (node)
        {
            case TemplateConstant constant:
                return constant.Value;
            case TemplateList list:
                var items = list.Items.Select(item => Of(item, findings)).ToList();
                return items.Exists(item => item is null) ? null : Value.Of([.. items.Select(item => item!.Value)]);
            case TemplateObject map:
                var members = map.Members.Select(member => (member.Name, Value: Of(member.Node, findings))).ToList();
                return members.Exists(member => member.Value is null)
                    ? null
                    : Value.Of(new ValueObject([.. members.Select(member => KeyValuePair.Create(member.Name, member.Value!.Value))]));
            case TemplateFormula { Formula: { Syntax: { } syntax, Origin: var origin } }:
                return Computed(syntax, origin, findings);
            case TemplateEach each:
                findings.Add(TestingCodes.BadCell, each.Place, "'each' makes lists of events; a test writes down the list itself");
                return null;
            default:
                return null;
        }
    }

    private static Value? Computed(Syntax syntax, TextOrigin origin, FindingList findings)
    {
        FindingList mistakes = [];
        var bound = Binder.Bind(syntax, origin, new Scope([], open: false), mistakes);
        findings.AddRange(mistakes.Select(mistake => mistake.Code == ExpressionCodes.UnknownColumn
            ? mistake with { Hint = mistake.Hint ?? "what a test says is the same for all rows: it has no columns" }
            : mistake));
        if (bound is not { } node) return null;
        if (node is { IsConstant: true } && node.Evaluate(new Frame(0)) is { IsProblem: false } value) return value.Detached();
        findings.Add(
            TestingCodes.BadCell,
            node.Place,
            "this is not the same for every run, so a test cannot write it",
            "give the test its time: now: 2026-03-01T10:00:00Z, and expect what it makes");
        return null;
    }
}
