using Loader.Mappings.Expressions;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>
/// Rules and columns into a plan: binds every expression, checks what can be known before the first row, and folds what is the same for
/// every row into the events' shape. Goes on after each mistake, so that all are found.
/// </summary>
internal sealed class MappingCompiler(MappingRules rules, Schema? schema, FindingList findings, ITableFiles? files)
{
    private readonly Tables tables = new([.. rules.Tables.Select(rule => rule.Table)], files);

    /// <summary>The plan, or null when something is wrong or the source is not known.</summary>
    public MappingPlan? Compile()
    {
        var scope = Scope();
        var key = Key(scope);
        var skips = Conditions(rules.Skips, "skip", scope);
        var rejects = Conditions(rules.Rejects, "reject", scope);
        var fields = new ShapeCompiler(scope, schema?.Columns.Count ?? 0, findings);
        var root = rules.Event is { } template ? fields.Object(template, "") : null;
        if (schema is null || findings.HasErrors || key is null || root is null) return null;
        NoteUnused(scope);
        return new()
        {
            Cells = schema.Columns.Count,
            Columns = [.. scope.UsedCells],
            Key = key,
            Skips = skips,
            SkipReasons = [.. rules.Skips.Select(rule => rule.Name)],
            Rejects = rejects,
            Shape = new(root, fields.Slots.Count, rules.NullsKept),
            Slots = [.. fields.Slots],
        };
    }

    private Scope Scope()
    {
        var columns = new List<ScopeColumn>();
        if (schema is null)
        {
            foreach (var rule in rules.Columns) columns.Add(Typed(new(rule.Name, -1, null), rule));
            return new(columns, open: true) { Tables = tables };
        }

        var typed = new Dictionary<string, ColumnRule>(rules.Columns.Count, StringComparer.Ordinal);
        foreach (var rule in rules.Columns)
        {
            typed.Add(rule.Name, rule);
            if (schema.IndexOf(rule.Name) >= 0) continue;
            findings.Add(MapperCodes.NoSuchColumn, rule.Place, $"the source has no column '{rule.Name}'", Suggestion(rule.Name, schema));
        }

        for (var cell = 0; cell < schema.Columns.Count; cell++)
        {
            var column = new ScopeColumn(schema.Columns[cell].Name, cell, schema.Columns[cell].Kind);
            columns.Add(typed.TryGetValue(column.Name, out var rule) ? Typed(column, rule) : column);
        }

        return new(columns, open: false) { Tables = tables };
    }

    private ScopeColumn Typed(ScopeColumn column, ColumnRule rule)
    {
        var input = new CellNode(column.Cell, column.Kind, rule.Place);
        var node = rule.Conversion.Syntax is { } syntax ? Binder.BindConversion(syntax, rule.Conversion.Origin, input, findings, tables) : null;

        // After a mistake in its type, nothing is known of the column; more findings about it would only repeat the first.
        return node is null ? column with { Kind = null } : column with { Kind = node.Kind, Conversion = new NamedConversion(rule.Name, node) };
    }

    private Node? Key(Scope scope)
    {
        if (rules.Key is not { } formula || Bind(formula, scope) is not { } node) return null;
        if (node.IsConstant) findings.Add(MapperCodes.NotAKey, formula.Place, "the key is the same for every row", "name the column that tells rows apart: key: = order_id");
        else if (node.Kind is { } kind && !Kinds.Scalars.Contains(kind)) findings.Add(MapperCodes.NotAKey, formula.Place, $"a key must be a single value; this one is {kind.Noun()}", "join several columns in a text: key: = \"{shop}-{order_id}\"");
        return node;
    }

    private PlannedCondition[] Conditions(IReadOnlyList<ConditionRule> conditions, string part, Scope scope)
    {
        var planned = new List<PlannedCondition>(conditions.Count);
        foreach (var rule in conditions)
        {
            if (Bind(rule.Condition, scope) is not { } node) continue;
            if (node.Kind is { } kind and not (ValueKind.Boolean or ValueKind.Null))
            {
                findings.Add(MapperCodes.NotACondition, node.Place, $"'{rule.Name}' should be true or false; it is {kind.Noun()}", "compare it with something, for example == or != null");
            }

            var rejection = part == "reject" ? new Problem(RowCodes.RejectedByRule, $"rejected by the rule '{rule.Name}'", rule.Condition.Place) : null;
            planned.Add(new($"{part}.{rule.Name}", node, rejection));
        }

        return [.. planned];
    }

    private Node? Bind(Formula formula, Scope scope) =>
        formula.Syntax is { } syntax ? Binder.Bind(syntax, formula.Origin, scope, findings) : null;

    private void NoteUnused(Scope scope)
    {
        foreach (var rule in rules.Columns)
        {
            if (scope.UsedNames.Contains(rule.Name, StringComparer.Ordinal)) continue;
            findings.Add(MapperCodes.UnusedColumn, rule.Place, $"column '{rule.Name}' has a type and is not used", "remove the entry, or use the column");
        }
    }

    private static string Suggestion(string name, Schema schema)
    {
        const int Shown = 12;
        var names = schema.Columns.Select(column => column.Name).ToList();
        return DidYouMean.Hint(name, names)
            ?? "it has: " + string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
    }
}
