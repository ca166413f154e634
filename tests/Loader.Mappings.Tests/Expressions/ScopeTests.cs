using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

public class ScopeTests
{
    [Fact]
    public void A_scope_remembers_the_columns_that_were_used()
    {
        var scope = new Scope([new("a", 0, null), new("b", 1, null), new("c", 2, null)], open: false);

        Binder.Bind(ExpressionParser.Parse("c ?? \"{a}\"", Evaluated.Origin, new FindingList())!, Evaluated.Origin, scope, new FindingList());

        Assert.Equal([0, 2], scope.UsedCells);
        Assert.Equal(["a", "c"], scope.UsedNames);
    }

    [Fact]
    public void In_an_open_scope_every_name_is_a_column_of_unknown_type()
    {
        var findings = new FindingList();
        var scope = new Scope([new("total", 3, ValueKind.Decimal)], open: true);

        var node = Binder.Bind(ExpressionParser.Parse("total * quantity", Evaluated.Origin, findings)!, Evaluated.Origin, scope, findings);

        Assert.NotNull(node);
        Assert.Empty(findings);
        Assert.Equal([3], scope.UsedCells);
        Assert.Equal(["quantity", "total"], scope.UsedNames);
    }

    [Theory]
    [InlineData("decimal", ValueKind.Decimal)]
    [InlineData("time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\")", ValueKind.Time)]
    [InlineData("trim | lower", ValueKind.Text)]
    [InlineData("replace(\",\", \".\") | decimal | round(2)", ValueKind.Decimal)]
    [InlineData("decimal | try(0.0)", ValueKind.Decimal)]
    public void A_conversion_knows_its_type(string conversion, ValueKind kind) =>
        Assert.Equal(kind, Evaluated.Conversion(conversion, 0).Kind);

    [Fact]
    public void The_place_of_a_failed_conversion_is_where_it_stands()
    {
        var findings = new FindingList();
        var origin = new TextOrigin(new("m.yaml", 7, 12));
        var conversion = Binder.BindConversion(
            ExpressionParser.Parse("trim | decimal", origin, findings)!,
            origin,
            new Mappings.Expressions.Nodes.CellNode(0, ValueKind.Text, origin.Start),
            findings)!;
        var frame = new Frame(1);
        frame.Begin();
        frame.Cells[0] = Value.Of("abc");

        var problem = conversion.Evaluate(frame).Problem;

        Assert.Equal(new Place("m.yaml", 7, 19), problem.Place);
        Assert.Equal("\"abc\" is not a decimal number", problem.Message);
    }
}
