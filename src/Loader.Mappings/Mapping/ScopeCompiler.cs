using Loader.Mappings.Expressions;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>The names of a mapping: the source's columns with their types and defaults, look-up tables, and the values under <c>let</c>.</summary>
internal sealed class ScopeCompiler(MappingRules rules, Schema? schema, FindingList findings, Tables tables, ISecretValues? secrets, ITrace? trace)
{
    public Scope Compile()
    {
        var scope = new Scope(Columns(), open: schema is null)
        {
            Tables = tables,
            Secrets = secrets,
            Trace = trace,
            Grouped = rules.Group is not null,
            Further = schema is { IsOpen: true } any ? name => new(name, any.IndexOf(name), null) : null,
        };
        scope.Announce(rules.Lets.Select(let => let.Name));
        for (var i = 0; i < rules.Lets.Count; i++)
        {
            var let = rules.Lets[i];
            if (scope.KnowsColumn(let.Name))
            {
                findings.Add(
                    MapperCodes.LetIsColumn,
                    let.Place,
                    $"'{let.Name}' is a column already",
                    $"choose another name, or give the column its type under columns: {let.Name}: …");
                continue;
            }

            scope.RowsUsed = false;
            var node = let.Value switch
            {
                TemplateConstant constant => new ConstantNode(constant.Value, constant.Place),
                TemplateFormula { Formula: { Syntax: { } syntax } formula } => Binder.Bind(syntax, formula.Origin, scope, findings),
                _ => null,
            };
            scope.Add(new(let.Name, i, node, scope.RowsUsed));
        }

        scope.RowsUsed = false;
        return scope;
    }

    private List<ScopeColumn> Columns()
    {
        var columns = new List<ScopeColumn>();
        if (schema is null)
        {
            foreach (var rule in rules.Columns) columns.Add(Typed(new(rule.Name, -1, null), rule));
            return columns;
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

        return columns;
    }

    private ScopeColumn Typed(ScopeColumn column, ColumnRule rule)
    {
        Node input = new CellNode(column.Cell, column.Kind, rule.Place);
        var node = rule.Conversion is null ? input
            : rule.Conversion.Syntax is { } syntax ? Binder.BindConversion(syntax, rule.Conversion.Origin, input, findings, tables, secrets, trace)
            : null;

        // After a mistake in its type, nothing is known of the column; more findings about it would only repeat the first.
        if (node is null) return column with { Kind = null };
        if (rule.Default is { Value.IsNull: false } otherwise)
        {
            if (Default(rule, otherwise) is not { } value) return column with { Kind = null };
            node = new DefaultedNode(input, node, trace is null ? value : TracedNode.Always(value, otherwise, trace));
        }

        return column with { Kind = node.Kind, Conversion = new NamedConversion(rule.Name, node) };
    }

    /// <summary>What stands for an empty cell is read as the cell would be, once.</summary>
    private Node? Default(ColumnRule rule, TemplateConstant otherwise)
    {
        if (rule.Conversion is not { Syntax: { } syntax, Origin: var origin }) return new ConstantNode(otherwise.Value, otherwise.Place);
        var cell = new ConstantNode(TextForm.Of(otherwise.Value, new Scratch()).Detached(), otherwise.Place);
        var trouble = new FindingList();
        if (Binder.BindConversion(syntax, origin, cell, trouble, tables, secrets) is { IsConstant: true } value) return value;
        var why = trouble.Count > 0 ? trouble[0].Message.Replace("this fails for every row: ", "", StringComparison.Ordinal) : "it is not of the column's type";
        findings.Add(
            MapperCodes.BadDefault,
            otherwise.Place,
            $"the default of column '{rule.Name}' cannot be read as its type: {why}",
            "write the default as a cell of the column is written");
        return null;
    }

    private static string Suggestion(string name, Schema schema)
    {
        const int Shown = 12;
        var names = schema.Columns.Select(column => column.Name).ToList();
        return DidYouMean.Hint(name, names)
            ?? "it has: " + string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
    }
}
