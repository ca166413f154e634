using System.Text;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

public class FrameTests
{
    [Fact]
    public void A_chain_of_text_functions_makes_nothing_per_row()
    {
        var findings = new FindingList();
        var node = Evaluated.Bound("email | trim | lower | sha256", findings, ("email", ValueKind.Text))!;
        var frame = new Frame(1);
        byte[] cell = [.. "  Mary.Smith@Example.COM "u8];
        Run(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int rows)
        {
            for (var i = 0; i < rows; i++)
            {
                frame.Begin();
                frame.Cells[0] = Value.OfUtf8(cell, 0, cell.Length);
                if (node.Evaluate(frame).IsProblem) throw new InvalidOperationException();
            }
        }
    }

    [Theory]
    [InlineData("total | decimal | round(2)", "12.505")]
    [InlineData("if((total | integer) > 3 and total != \"7\", \"{total}-{total}\", concat(total, \"x\"))", "12")]
    [InlineData("total | time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\") | format_time(\"dd/MM/yyyy\", \"UTC\")", "2026-03-01 10:00:00")]
    [InlineData("total | normalize_phone(\"39\") | stable_id", "+39 347 1234567")]
    [InlineData("\"{total | time(\"yyyy-MM-dd HH:mm:ss.fff\", \"UTC\")} {total | date(\"yyyy-MM-dd HH:mm:ss.fff\")}\"", "2026-03-01 10:00:00.123")]
    [InlineData("uuid5(\"dns\", total)", "example.com")]
    [InlineData("total in [\"a\", \"b\"] or (total | anonymize_ip) == \"1.2.0.0\"", "1.2.3.4")]
    public void Typical_expressions_make_nothing_per_row(string expression, string cell)
    {
        var findings = new FindingList();
        var node = Evaluated.Bound(expression, findings, ("total", ValueKind.Text));
        Assert.True(node is not null, string.Join("; ", findings));
        var frame = new Frame(1);
        var bytes = Encoding.UTF8.GetBytes(cell);
        for (var i = 0; i < 100; i++) Row();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Row();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Row()
        {
            frame.Begin();
            frame.Cells[0] = Value.OfUtf8(bytes, 0, bytes.Length);
            node.Evaluate(frame);
        }
    }

    [Fact]
    public void A_converted_column_is_converted_once_per_row_and_anew_for_the_next()
    {
        var conversion = new Counting(Evaluated.Conversion("trim | decimal", 0));
        var node = Binder.Bind(
            ExpressionParser.Parse("total + total * total", Evaluated.Origin, new FindingList())!,
            Evaluated.Origin,
            new([new("total", 0, ValueKind.Text, conversion)], open: false),
            new FindingList())!;
        var frame = new Frame(1);

        Assert.Equal(ValueKind.Decimal, node.Kind);
        Assert.Equal("6.00", Row("2.0"));
        Assert.Equal(1, conversion.Count);
        Assert.Equal("12.00", Row(" 3.0 "));
        Assert.Equal(2, conversion.Count);

        string Row(string cell)
        {
            frame.Begin();
            frame.Cells[0] = Value.Of(cell);
            return Evaluated.Shown(node.Evaluate(frame));
        }
    }

    [Fact]
    public void Calls_within_calls_keep_their_arguments_while_the_frame_grows()
    {
        var deep = Enumerable.Range(0, 30).Aggregate("cell", (inner, i) => $"concat({i}, {inner}, \"-\", cell)");

        var value = Evaluated.Of(deep, ("cell", Value.Of("c")));

        Assert.Equal(string.Concat(Enumerable.Range(0, 30).Reverse()) + "c" + string.Concat(Enumerable.Repeat("-c", 30)), value.Text);
    }

    private sealed class Counting(Node inner) : Node(inner.Kind, inner.Place)
    {
        public int Count { get; private set; }

        public override Value Evaluate(Frame frame)
        {
            Count++;
            return inner.Evaluate(frame);
        }
    }
}
