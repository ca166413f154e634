using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Query;

/// <summary>
/// A parameter that is computed: <c>= now</c>, <c>= last(updated_at) ?? "2026-01-01T00:00:00Z"</c>. <c>last</c> is the highest value of a column up to which
/// earlier loads went; everything else is the mapping language.
/// </summary>
internal sealed class LastFormula
{
    private const string Function = "last";
    private readonly Node node;

    private LastFormula(Node node, string? column)
    {
        this.node = node;
        Column = column;
    }

    /// <summary>The column of <c>last</c>; null when it is not used.</summary>
    public string? Column { get; }

    /// <summary>Reads what stands behind the '='; null with findings.</summary>
    public static LastFormula? Parse(string text, TextOrigin origin, FindingList findings)
    {
        var blanks = text.Length - text.TrimStart().Length;
        origin = origin.From(blanks);
        if (ExpressionParser.Parse(text[blanks..], origin, findings) is not { } syntax) return null;
        string? column = null;
        var bound = Binder.Bind(Replace(syntax, ref column), origin, new([new(Function, 0, null)], open: false), findings);
        return bound is null ? null : new(bound, column);
    }

    /// <param name="now">The run's start.</param>
    /// <param name="last">The value of <c>last</c>; null on the first load.</param>
    public Value Evaluate(DateTimeOffset now, in Value last)
    {
        var micros = (int)(now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        var frame = new Frame(1) { Now = Value.OfTime(now.ToUnixTimeSeconds(), micros * 1000) };
        frame.Begin();
        frame.Cells[0] = last;
        return node.Evaluate(frame).Detached();
    }

    /// <summary><c>last(column)</c> becomes a column of its own, so that the rest is bound like every other expression.</summary>
    private static Syntax Replace(Syntax syntax, ref string? column)
    {
        switch (syntax)
        {
            case CallSyntax { Function: Function, Arguments: [ColumnSyntax named] } call when column is null || column == named.Name:
                column = named.Name;
                return new ColumnSyntax(call.Start, call.Length, Function, Quoted: true) { Anchor = call.Anchor };
            case CallSyntax call:
                var arguments = new List<Syntax>();
                foreach (var argument in call.Arguments) arguments.Add(Replace(argument, ref column));
                return call with { Arguments = new([.. arguments]) };
            case BinarySyntax both:
                return both with { Left = Replace(both.Left, ref column), Right = Replace(both.Right, ref column) };
            case UnarySyntax one:
                return one with { Operand = Replace(one.Operand, ref column) };
            default:
                return syntax;
        }
    }
}
