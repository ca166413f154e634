using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

/// <summary>Expressions put through one row, for tables of tests.</summary>
internal static class Evaluated
{
    public static readonly TextOrigin Origin = new(new("m.yaml", 1, 1));

    /// <summary>The run's start in all tests: 2026-03-01T10:00:00Z.</summary>
    public static readonly Value Now = Value.OfTime(1_772_359_200, 0);

    /// <summary>The value's JSON, or the code of its problem. Mistakes of the expression fail the test.</summary>
    public static string Json(string expression, params (string Name, Value Value)[] row) => Shown(Of(expression, row));

    public static string Shown(in Value value) => value.IsProblem ? value.Problem.Code.Id : JsonText.Of(value);

    public static Value Of(string expression, params (string Name, Value Value)[] row) => Of(expression, typed: true, row);

    /// <param name="typed">Whether the columns' types are known before the row, as with Parquet, or not, as with NDJSON.</param>
    public static Value Of(string expression, bool typed, params (string Name, Value Value)[] row)
    {
        var findings = new FindingList();
        var node = Bound(expression, findings, [.. row.Select(cell => (cell.Name, typed && !cell.Value.IsNull ? Known(cell.Value.Kind) : (ValueKind?)null))]);
        Assert.True(node is not null, $"{expression}: {string.Join("; ", findings)}");
        Assert.Empty(findings);
        var frame = new Frame(row.Length) { Now = Now };
        frame.Begin();
        for (var i = 0; i < row.Length; i++) frame.Cells[i] = row[i].Value;
        var value = node.Evaluate(frame);
        if (!value.IsNull && !value.IsProblem && node.Kind is { } kind) Assert.Equal(Known(kind), Known(value.Kind));
        return value.Detached();
    }

    /// <summary>The type that is known before the row: that a decimal is wide is not.</summary>
    private static ValueKind Known(ValueKind kind) => kind == ValueKind.WideDecimal ? ValueKind.Decimal : kind;

    public static Node? Bound(string expression, FindingList findings, params (string Name, ValueKind? Kind)[] columns)
    {
        var syntax = ExpressionParser.Parse(expression, Origin, findings);
        var scope = new Scope([.. columns.Select((column, i) => new ScopeColumn(column.Name, i, column.Kind))], open: false)
        {
            Tables = ExampleWorld.Instance.Tables,
            Secrets = ExampleWorld.Instance,
        };

        // Guarded as under try, so that a table can say of a constant expression that it fails.
        return syntax is null ? null : new Binding(Origin, scope, findings) { Guards = 1 }.Bind(syntax);
    }

    public static Node Conversion(string conversion, int cell)
    {
        var findings = new FindingList();
        var syntax = ExpressionParser.Parse(conversion, Origin, findings);
        var node = syntax is null ? null : Binder.BindConversion(syntax, Origin, new CellNode(cell, ValueKind.Text, Origin.Start), findings);
        Assert.True(node is not null, string.Join("; ", findings));
        return node;
    }
}
