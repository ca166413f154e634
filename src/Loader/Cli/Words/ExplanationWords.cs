using System.Globalization;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Reports;
using Loader.Running.Showing;

namespace Loader.Cli.Words;

/// <summary>One row on the screen: what became of it, then every expression of the mapping with the value of each of its parts.</summary>
internal sealed class ExplanationWords(Explanation explanation, bool showValues, Func<string, string> redact, TextWriter output)
{
    private readonly MappingRules rules = explanation.Prepared.Rules;

    public void Write()
    {
        var line = explanation.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $", line {explanation.Line}") : "";
        Say(string.Create(CultureInfo.InvariantCulture, $"row {explanation.Row}{line} of {explanation.Prepared.Source.Name}"));
        if (explanation.Rows.First != explanation.Rows.Last)
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"in the group of rows {explanation.Rows.First} to {explanation.Rows.Last}; where a part has several values, they are those of the rows or elements in their order"));
        Outcome();
        foreach (var column in rules.Columns) Formula($"columns.{column.Name}", column.Conversion, Cell(column.Name) + Default(column));
        foreach (var let in rules.Lets) Formula($"let.{let.Name}", (let.Value as TemplateFormula)?.Formula);
        Formula("group", rules.Group?.By);
        foreach (var rule in rules.Skips) Formula($"skip.{rule.Name}", rule.Condition);
        foreach (var rule in rules.Rejects) Formula($"reject.{rule.Name}", rule.Condition);
        Formula("key", rules.Key);
        if (explanation.Outcome.Result == MapResult.Skipped && rules.Events.Count == 0) return;
        if (rules.Event is { } only) Fields(only, "event");
        foreach (var entry in rules.Events)
        {
            Formula($"events.{entry.Name}.when", entry.When);
            Formula($"events.{entry.Name}.each", entry.Each);
            if (explanation.Outcome.Result == MapResult.Rejected || explanation.Events.Exists(made => made.Entry == entry.Name))
                Fields(entry.Event, $"events.{entry.Name}");
        }
    }

    private void Outcome()
    {
        var outcome = explanation.Outcome;
        if (outcome.Result == MapResult.Skipped)
        {
            var reason = explanation.Prepared.Mapper.SkipReasons[outcome.SkipReason];
            Say($"skipped: {reason}{Where(rules.Skips.FirstOrDefault(rule => rule.Name == reason)?.Place)}");
        }

        foreach (var problem in outcome.Problems ?? [])
            Say($"failed: {(problem.Field is { } field ? field + ": " : "")}{Problem(problem.Problem)}{Where(problem.Problem.Place)}");
        foreach (var made in explanation.Events)
        {
            var name = made.Name is { } of ? $"event {of}" : "an event";
            var id = made.Id is null ? "" : $", id {made.Id}";
            Say(made.Packing switch
            {
                Packing.Skipped skipped => $"{name}, skipped by the destination: {skipped.Reason}",
                Packing.Broken broken =>
                    $"{name}, refused by the destination's contract: {(broken.Field is { } field ? field + ": " : "")}{Problem(broken.Problem)}{Where(broken.Problem.Place)}",
                _ => $"{name}, key {Shown(Value.Of(made.Key))}{id}",
            });
        }
    }

    private void Fields(TemplateNode node, string path)
    {
        switch (node)
        {
            case TemplateObject members:
                foreach (var member in members.Members) Fields(member.Node, $"{path}.{member.Name}");
                break;
            case TemplateList list:
                for (var i = 0; i < list.Items.Count; i++) Fields(list.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                break;
            case TemplateEach each:
                Formula($"{path}: each", each.Each);
                Formula($"{path}: when", each.When);
                Fields(each.As, path + "[]");
                break;
            case TemplateConstant constant:
                Say("");
                Say($"{path}{Where(constant.Place)}");
                Say($"  = {(constant.Value.IsNull ? "null" : Mappings.Events.JsonText.Of(constant.Value))}, the same in every event");
                break;
            case TemplateFormula formula:
                Formula(path, formula.Formula);
                break;
        }
    }

    /// <summary>An expression, the values of its parts, and its own.</summary>
    private void Formula(string name, Formula? formula, string from = "")
    {
        if (formula?.Syntax is not { } syntax) return;
        Say("");
        Say($"{name}{Where(formula.Place)}");
        Say($"  = {formula.Text}");
        if (from.Length > 0) Say(from);
        Steps(syntax, formula, 1);
        var seen = explanation.Trace.Of(syntax);
        Say(seen.Count > 0
            ? $"    -> {Values(seen)}"
            : name.StartsWith("columns.", StringComparison.Ordinal) && from.Contains("default", StringComparison.Ordinal) ? "    -> the default"
            : "    not asked for, or the same for all rows");
    }

    /// <summary>The parts below one, those first that are computed first.</summary>
    private void Steps(Syntax syntax, Formula formula, int depth)
    {
        foreach (var part in Parts(syntax))
        {
            Steps(part, formula, depth + 1);
            var seen = explanation.Trace.Of(part);
            if (seen.Count == 0) continue;
            var text = part is CallSyntax { Piped: true } pipe
                ? "| " + formula.Text[pipe.Anchor..(pipe.Start + pipe.Length)]
                : formula.Text.Substring(part.Start, part.Length);
            var from = part is ColumnSyntax column && rules.Columns.Any(rule => rule.Name == column.Name) ? Cell(column.Name)?.Trim() : null;
            Say($"    {text}: {Values(seen)}{(from is null ? "" : $"  ({from})")}");
        }
    }

    private string? Cell(string column) => explanation.Cells.TryGetValue(column, out var cell) ? $"    cell: {Shown(cell)}" : null;

    private string Default(ColumnRule column)
    {
        var used = column.Default is { } otherwise ? explanation.Trace.Of(otherwise) : ([], 0);
        return used.Count > 0 ? $", for which stands the default {Shown(used.Values[0])}" : "";
    }

    private string Values((IReadOnlyList<Value> Values, long Count) seen)
    {
        // The same value, asked for by several fields, is said once.
        var values = seen.Values.Distinct().Count() == 1 ? [seen.Values[0]] : seen.Values;
        return string.Join(" · ", values.Select(value => Shown(value))) + (values.Count > 1 && seen.Count > values.Count ? " · …" : "");
    }

    private string Shown(in Value value)
    {
        const int Longest = 200;
        if (value.IsNull) return "null";
        if (value.IsProblem) return "failed: " + Problem(value.Problem);
        if (value.Kind == ValueKind.Boolean) return value.ToString();
        if (value.Kind == ValueKind.Float && !double.IsFinite(value.Float)) return value.ToString();
        var json = Mappings.Events.JsonText.Of(value);
        if (!showValues) return ValueShape.Of(json);
        return json.Length <= Longest ? json : string.Concat(json.AsSpan(0, Longest), "…");
    }

    /// <summary>A message may quote a cell; what the code means quotes nothing.</summary>
    private string Problem(Problem problem) => $"{problem.Code.Id}: {(showValues ? problem.Message : problem.Code.Title)}";

    private static string Where(Place? place) => place is { } known ? $"  ({known})" : "";

    private static IEnumerable<Syntax> Parts(Syntax syntax) => syntax switch
    {
        MemberSyntax member => [member.Target],
        IndexSyntax index => [index.Target, index.Index],
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        CallSyntax call => call.Arguments.Select(argument => argument is NamedSyntax named ? named.Value : argument),
        InterpolatedSyntax text => text.Parts,
        ListSyntax list => list.Items,
        _ => [],
    };

    private void Say(string line) => output.WriteLine(redact(line));
}
