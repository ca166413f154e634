using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using static Loader.Mappings.Tests.CompiledMapping;

namespace Loader.Mappings.Tests;

/// <summary>Rows that cannot become events, and what is said of them.</summary>
public class RejectedRowTests
{
    [Fact]
    public void A_reject_rule_fails_the_row_under_its_name()
    {
        var (mapped, _) = Map(Compiled(Purchases, PurchaseColumns), "A1", "paid", "a@example.com", "-1", null, null);

        var problem = Assert.Single(mapped.Problems!);
        Assert.Equal(MapResult.Rejected, mapped.Result);
        Assert.Equal(
            ("reject.negative_total", "ROW011", "rejected by the rule 'negative_total'"),
            (problem.Field, problem.Problem.Code.Id, problem.Problem.Message));
        Assert.Equal(new Place("m.yaml", 10, 21), problem.Problem.Place);
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_rejected_before_any_rule_sees_it()
    {
        var broken = new Finding(RowCodes.NotThatType, new("a.csv", 2, 1), "2 cells where 6 belong", "quote the cell");
        var chunk = SampleChunk.OfTexts([["A1", "open", null, null, null, null]]).Unreadable(0, broken);

        var mapped = Compiled(Purchases, PurchaseColumns).Map(chunk, 0);

        Assert.Equal(new RowProblem(null, new(broken.Code, broken.Message, broken.Place, broken.Hint)), Assert.Single(mapped.Problems!));
    }

    [Fact]
    public void A_rejected_row_names_everything_that_is_wrong_with_it()
    {
        var mapper = Compiled(
            Event("a: = x\n  b: = y + 1\n  c: = k", "columns:\n  x: integer\n  y: decimal\nreject:\n  no: = k == null\n"), Texts("k", "x", "y"));

        var (mapped, _) = Map(mapper, null, "abc", "1,5");

        Assert.Equal(["reject.no ROW011", "key ROW010", "a ROW001", "b ROW001"], mapped.Problems!.Select(problem => $"{problem.Field} {problem.Problem.Code}"));
    }

    [Fact]
    public void A_bad_cell_is_one_problem_that_names_its_column_and_quotes_the_value()
    {
        var (mapped, _) = Map(Compiled(Purchases, PurchaseColumns), "A1", "paid", "a@example.com", "12,50", null, null);

        var problem = Assert.Single(mapped.Problems!);
        Assert.Equal("reject.negative_total", problem.Field);
        Assert.StartsWith("column 'total': \"12,50\" ", problem.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(new Place("m.yaml", 4, 10), problem.Problem.Place);
    }

    [Fact]
    public void A_condition_that_cannot_be_decided_fails_the_row_even_when_a_later_rule_would_skip_it()
    {
        var mapper = Compiled(Event("a: = k", "columns:\n  n: integer\nskip:\n  many: = n > 3\n  all: = k == \"A1\"\n"), Texts("k", "n"));

        var (mapped, _) = Map(mapper, "A1", "abc");

        Assert.Equal(("skip.many", "ROW001"), (Assert.Single(mapped.Problems!).Field, mapped.Problems![0].Problem.Code.Id));
    }

    [Fact]
    public void A_condition_of_another_type_than_boolean_fails_the_row()
    {
        var mapper = Compiled(Event("a: = k", "skip:\n  x: = flag\n"), new([new("k", ValueKind.Text), new("flag", null)]));

        Assert.Equal(MapResult.Skipped, mapper.Map(new SampleChunk([Value.Of("a"), Value.True]), 0).Result);
        Assert.Equal("ROW012", Assert.Single(mapper.Map(new SampleChunk([Value.Of("a"), Value.Of("true")]), 0).Problems!).Problem.Code.Id);
    }

    [Fact]
    public void A_problem_of_one_row_is_not_the_next_ones()
    {
        var mapper = Compiled(Purchases, PurchaseColumns);
        var (bad, _) = Map(mapper, "A1", "paid", "a@example.com", "x", null, null);
        var (good, _) = Map(mapper, "A2", "paid", "a@example.com", "1", null, null);

        Assert.Equal((MapResult.Rejected, MapResult.Event), (bad.Result, good.Result));
        Assert.Single(bad.Problems!);
    }

    public static TheoryData<Value, string?> Keys => new()
    {
        { Value.Of("A 1"), "A 1" },
        { Value.Of(7L), "7" },
        { Value.Of(12.50m), "12.50" },
        { Value.Of(0.5), "0.5" },
        { Value.True, "true" },
        { Value.OfDate(0), "1970-01-01" },
        { Value.OfTime(0, 500_000_000), "1970-01-01T00:00:00.500Z" },
        { Value.OfDuration(60, 0), "PT1M" },
        { Value.Null, null },
        { Value.Of(""), null },
        { Value.Of(double.NaN), null },
        { Value.OfBytes([1], 0, 1), null },
        { Value.Of(new[] { Value.Of(1L) }), null },
        { Value.Of(new ValueObject([])), null },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_made_text_and_a_row_without_one_fails(Value key, string? text)
    {
        var mapper = Compiled(Event("a: 1"), new([new("k", null)]));

        var mapped = mapper.Map(new SampleChunk([key]), 0);

        if (text is not null) Assert.Equal((MapResult.Event, Value.Of(text)), (mapped.Result, mapper.Key));
        else Assert.Equal("key", Assert.Single(mapped.Problems!).Field);
    }

    public static TheoryData<Value> NotFinite =>
    [
        Value.Of(double.NaN),
        Value.Of(double.NegativeInfinity),
        Value.Of(new[] { Value.Of(1.0), Value.Of(double.PositiveInfinity) }),
        Value.Of(new ValueObject([KeyValuePair.Create("a", Value.Of(new[] { Value.Of(double.NaN) }))])),
    ];

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void A_number_without_a_json_form_fails_its_row_however_deep_it_lies(Value value)
    {
        var mapper = Compiled(Event("a: = v"), new([new("k", null), new("v", null)]));

        var problem = Assert.Single(mapper.Map(new SampleChunk([Value.Of("k"), value]), 0).Problems!);

        Assert.Equal(("a", "ROW003"), (problem.Field, problem.Problem.Code.Id));
        Assert.Equal(new Place("m.yaml", 5, 8), problem.Problem.Place);
    }
}
