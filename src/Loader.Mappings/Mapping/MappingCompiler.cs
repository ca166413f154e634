using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>
/// Rules and columns into a plan: binds every expression, checks what can be known before the first row, and folds what is the same for
/// every row into the events' shape. Goes on after each mistake, so that all are found.
/// </summary>
internal sealed class MappingCompiler(
    MappingRules rules,
    Schema? schema,
    FindingList findings,
    ITableFiles? files,
    ISecretValues? secrets,
    ITrace? trace = null)
{
    /// <summary>The reason under which a row is skipped that becomes none of the events.</summary>
    private const string NoEvent = "no_event";

    private readonly Tables tables = new([.. rules.Tables.Select(rule => rule.Table)], files);

    /// <summary>What is known of the events' shapes, also when something is wrong elsewhere.</summary>
    public IReadOnlyList<EventShape> Shapes { get; private set; } = [];

    /// <summary>The plan, or null when something is wrong or the source is not known.</summary>
    public MappingPlan? Compile()
    {
        var scope = new ScopeCompiler(rules, schema, findings, tables, secrets, trace).Compile();
        var key = Key(scope);
        var group = Group(scope);
        var skips = Rules(rules.Skips, "skip", scope);
        var rejects = Rules(rules.Rejects, "reject", scope);
        var events = Events(scope);
        Shapes = [.. events.Select(planned => planned.Shape)];
        if (schema is null || findings.HasErrors || (key is null && group is null) || events.Length == 0) return null;
        NoteUnused(scope);
        NoteUnseen(schema);
        return new()
        {
            Cells = schema.Columns.Count,
            Lets = rules.Lets.Count,
            Columns = [.. scope.UsedCells],
            Tables = tables.UsedNames,
            Group = group,
            MaxRows = rules.Group?.MaxRows ?? 1,
            Key = key,
            Skips = skips,
            SkipReasons = [.. rules.Skips.Select(rule => rule.Name), .. rules.Events.Count > 0 ? [NoEvent] : Array.Empty<string>()],
            Rejects = rejects,
            Events = events,
            Named = rules.Events.Count > 0,
        };
    }

    private Node? Key(Scope scope)
    {
        if (rules.Key is not { } formula || Bind(formula, scope) is not { } node) return null;
        CheckKey(node, formula, "key", "tells rows apart");
        return node;
    }

    private Node? Group(Scope scope)
    {
        if (rules.Group is not { } group) return null;
        scope.WithoutRows = "group";
        var node = Bind(group.By, scope);
        scope.WithoutRows = null;
        if (node is not null) CheckKey(node, group.By, "group", "the rows of one event have in common");
        return node;
    }

    private void CheckKey(Node node, Formula formula, string part, string does)
    {
        var what = part == "key" ? "the key" : "the group";
        if (node.IsConstant)
            findings.Add(MapperCodes.NotAKey, formula.Place, $"{what} is the same for every row", $"name the column that {does}: {part}: = order_id");
        else if (node.Kind is { } kind && !Kinds.Scalars.Contains(kind))
            findings.Add(
                MapperCodes.NotAKey,
                formula.Place,
                $"a key must be a single value; this one is {kind.Noun()}",
                $"join several columns in a text: {part}: = \"{{shop}}-{{order_id}}\"");
    }

    private PlannedCondition[] Rules(IReadOnlyList<ConditionRule> conditions, string part, Scope scope)
    {
        var planned = new List<PlannedCondition>(conditions.Count);
        scope.WithoutRows = part;
        foreach (var rule in conditions)
        {
            if (Conditions.Bind(rule.Condition, scope, findings, null, rule.Name) is not { } node) continue;
            if (!node.IsConstant && NeverHolds.Because(rule.Condition.Syntax!, part == "skip" ? conditions.TakeWhile(other => other != rule) : []) is { } why)
                findings.Add(MapperCodes.NeverHolds, rule.Condition.Place, $"'{rule.Name}' can never hold: {why}", "remove the rule, or mend its condition");
            var rejection = part == "reject" ? new Problem(RowCodes.RejectedByRule, $"rejected by the rule '{rule.Name}'", rule.Condition.Place) : null;
            planned.Add(new($"{part}.{rule.Name}", node, rejection));
        }

        scope.WithoutRows = null;
        return [.. planned];
    }

    private PlannedEvent[] Events(Scope scope)
    {
        if (rules.Events.Count > 0) return [.. rules.Events.Select(rule => Event(rule, scope))];
        return rules.Event is { } template ? [Event(null, template, null, null, null, scope)] : [];
    }

    private PlannedEvent Event(EventRule rule, Scope scope)
    {
        Names? names = null;
        PlannedEach? each = null;
        if (rule.Each is { } formula)
        {
            var binding = new Binding(formula.Origin, scope, findings);
            var (list, within) = formula.Syntax is { } syntax ? binding.Each(syntax) : (null, null);
            names = within ?? binding.WithinAny();
            each = new(list, names.Depth - 1, $"events.{rule.Name}.each");
        }

        var when = rule.When is { } condition && Conditions.Bind(condition, scope, findings, names, "when") is { } node
            ? new PlannedCondition($"events.{rule.Name}.when", node, null)
            : null;
        return Event(rule.Name, rule.Event, when, each, names, scope);
    }

    private PlannedEvent Event(string? name, TemplateObject template, PlannedCondition? when, PlannedEach? each, Names? names, Scope scope)
    {
        var fields = new ShapeCompiler(scope, schema?.Columns.Count ?? 0, rules.NullsKept, findings, names);
        var root = fields.Object(template, "");
        ForgottenSign.Look(template, "", scope, findings);
        return new(name, name is null ? [] : Encoding.UTF8.GetBytes("/" + name), new(root, fields.Slots.Count, rules.NullsKept), [.. fields.Slots], when, each);
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

        foreach (var let in rules.Lets.Where(let => !scope.UsedLets.Contains(let.Name, StringComparer.Ordinal)))
        {
            findings.Add(MapperCodes.UnusedLet, let.Place, $"'{let.Name}' is not used", "remove it, or use it");
        }

        foreach (var table in rules.Tables.Where(table => !tables.UsedNames.Contains(table.Table.Name, StringComparer.Ordinal)))
        {
            findings.Add(MapperCodes.UnusedLet, table.Place, $"the table '{table.Table.Name}' is not used", "remove it, or look something up in it");
        }
    }

    /// <summary>Rows of an open schema may have what the first ones have not; more likely it is a slip of the pen.</summary>
    private void NoteUnseen(Schema open)
    {
        if (!open.Found.Any()) return;
        foreach (var column in open.AskedFor.Where(column => rules.Columns.All(rule => rule.Name != column.Name)))
        {
            var hint = DidYouMean.Hint(column.Name, open.Found.Select(found => found.Name)) ?? "give it a type under columns if later rows have it";
            findings.Add(
                MapperCodes.UnseenColumn,
                rules.From?.Place ?? Place.Of(rules.File),
                $"none of the rows that were looked at has '{column.Name}'",
                hint);
        }
    }
}
