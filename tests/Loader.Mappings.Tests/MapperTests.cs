using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests;

public class MapperTests
{
    private const string Purchases =
        """
        mapping: purchases
        from: { csv: { path: a.csv } }
        columns:
          total: decimal
        key: = order_id
        skip:
          not_paid: = status != "paid"
          test_order: = email == "test@example.com"
        reject:
          negative_total: = total < 0
        event:
          event_name: purchase
          client_id: = email | lower
          ecommerce:
            transaction_id: = order_id
            value: = total
            coupon: = coupon ?? "none"
            items: [ sku, "= order_id", { price: = total } ]
        to: { nameless: { } }
        """;

    private static readonly Schema PurchaseColumns = Texts("order_id", "status", "email", "total", "coupon", "note");

    [Fact]
    public void A_row_becomes_an_event()
    {
        var mapper = Compiled(Purchases, PurchaseColumns);

        var (mapped, json) = Map(mapper, "A1", "paid", "Ann@Example.com", "12.50", null, "x");

        Assert.Equal(new(MapResult.Event, -1, null), mapped);
        Assert.Equal(Value.Of("A1"), mapper.Key);
        Assert.Equal(
            """{"event_name":"purchase","client_id":"ann@example.com","ecommerce":{"transaction_id":"A1","value":12.50,"coupon":"none","items":["sku","A1",{"price":12.50}]}}""",
            json);
    }

    [Fact]
    public void Slots_stand_in_the_order_of_the_mapping_with_their_paths_types_and_places()
    {
        var mapper = Compiled(Purchases, PurchaseColumns);

        Assert.Equal(
            [
                "0 client_id Text 13:16",
                "1 ecommerce.transaction_id Text 15:23",
                "2 ecommerce.value Decimal 16:14",
                "3 ecommerce.coupon Text 17:15",
                "4 ecommerce.items[1] Text 18:22",
                "5 ecommerce.items[2].price Decimal 18:44",
            ],
            Slots(mapper.Shape.Root).Select(slot => $"{slot.Index} {slot.Path} {slot.Kind} {slot.Place.Line}:{slot.Place.Column}"));
        Assert.Equal(6, mapper.Shape.SlotCount);
    }

    [Fact]
    public void Only_the_cells_that_are_read_are_asked_for() => Assert.Equal([0, 1, 2, 3, 4], Compiled(Purchases, PurchaseColumns).Columns);

    [Fact]
    public void What_has_no_column_in_it_is_a_constant_of_the_shape()
    {
        var mapper = Compiled(Event("a: = 1 + 2\n  b: = \"x{1}\"\n  c: = [1, \"a\"]\n  d: = null"), Texts("k"));

        Assert.Equal(0, mapper.Shape.SlotCount);
        Assert.Equal(["3", "\"x1\"", "[1,\"a\"]", "null"], mapper.Shape.Root.Members.Select(member => JsonText.Of(((ShapeConstant)member.Node).Value)));
    }

    [Theory]
    [InlineData("open", "ann@example.com", "not_paid")]
    [InlineData("open", "test@example.com", "not_paid")]
    [InlineData("paid", "test@example.com", "test_order")]
    public void The_first_skip_rule_that_holds_is_the_reason(string status, string email, string reason)
    {
        var mapper = Compiled(Purchases, PurchaseColumns);

        var (mapped, _) = Map(mapper, "A1", status, email, "1", null, null);

        Assert.Equal((MapResult.Skipped, reason), (mapped.Result, mapper.SkipReasons[mapped.SkipReason]));
    }

    [Fact]
    public void A_skipped_row_is_not_looked_at_further()
    {
        var (mapped, _) = Map(Compiled(Purchases, PurchaseColumns), null, "open", null, "rubbish", null, null);

        Assert.Equal(MapResult.Skipped, mapped.Result);
    }

    [Fact]
    public void A_condition_that_is_null_does_not_hold()
    {
        var mapper = Compiled(Event("a: = k", "skip:\n  x: = flag\nreject:\n  y: = flag\n"), new([new("k", ValueKind.Text), new("flag", ValueKind.Boolean)]));

        Assert.Equal(MapResult.Event, mapper.Map(new SampleChunk([Value.Of("a"), Value.Null]), 0).Result);
    }

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

    [Fact]
    public void Nulls_are_left_out_or_kept_as_the_mapping_says()
    {
        const string Fields = "a: = v\n  b:\n    c: = v\n    d: null";

        Assert.Equal("""{"b":{}}""", Map(Compiled(Event(Fields), Texts("k", "v")), "k", null).Json);
        Assert.Equal("""{"a":null,"b":{"c":null,"d":null}}""", Map(Compiled(Event(Fields, "nulls: keep\n"), Texts("k", "v")), "k", null).Json);
    }

    [Fact]
    public void Any_texts_leave_as_they_came() =>
        Prop.ForAll(Gen.Choose(0, 0x10ffff)
            .Where(Rune.IsValid)
            .Select(scalar => new Rune(scalar).ToString())
            .ListOf()
            .Select(string.Concat)
            .Two()
            .ToArbitrary(), cells =>
        {
            var (mapped, json) = Map(Compiled(Event("a: = x\n  b: = \"<{y}>\""), Texts("k", "x", "y")), "k", cells.Item1, cells.Item2);
            using var parsed = JsonDocument.Parse(json);
            Assert.Equal(MapResult.Event, mapped.Result);
            Assert.Equal(cells.Item1, parsed.RootElement.GetProperty("a").GetString());
            Assert.Equal($"<{cells.Item2}>", parsed.RootElement.GetProperty("b").GetString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_good_row_costs_no_memory()
    {
        var mapper = Compiled(Purchases, PurchaseColumns);
        var chunk = SampleChunk.OfTexts(
            ["A1", "paid", "Ann@Example.com", "12.50", null, "x"],
            ["A2", "open", "bob@example.com", "1", null, ""],
            ["A3", "paid", "TEST@example.com", "99999.99", "SPRING", null]);
        for (var i = 0; i < 100; i++) mapper.Map(chunk, i % 3);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10_000; i++) mapper.Map(chunk, i % 3);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Another_mapper_has_rows_of_its_own()
    {
        var first = Compiled(Event("a: = k\n  at: = now"), Texts("k"));
        first.Now = Value.OfTime(5, 0);
        var second = first.Another();

        Map(first, "first");
        Map(second, "second");

        Assert.Equal(("first", "second"), (first.Key.Text, second.Key.Text));
        Assert.Equal([Value.Of("first"), Value.OfTime(5, 0)], first.Slots.ToArray());
        Assert.Equal([Value.Of("second"), Value.OfTime(5, 0)], second.Slots.ToArray());
    }

    [Fact]
    public void Mappers_of_many_threads_give_what_one_gives()
    {
        var mapper = Compiled(Purchases, PurchaseColumns);
        var chunk = SampleChunk.OfTexts([.. Enumerable.Range(0, 200).Select(i => new[] { $"A{i}", "paid", $"Ann{i}@Example.com", $"{i}.50", null, null })]);
        var expected = Enumerable.Range(0, 200).Select(i => Write(mapper, chunk, i)).ToList();

        Parallel.For(0, 8, _ =>
        {
            var own = mapper.Another();
            for (var i = 0; i < 200; i++) Assert.Equal(expected[i], Write(own, chunk, i));
        });
    }

    [Fact]
    public void Without_its_source_a_mapping_is_only_checked()
    {
        var findings = new FindingList();

        Assert.Null(Mapper.Compile(RulesReader.Read(Event("a: = anything | lower\n  b: = anything | lowr"), "m.yaml", findings)!, schema: null, findings));

        Assert.Equal("EXP003", Assert.Single(findings).Code.Id);
    }

    [Fact]
    public void A_type_for_a_column_that_nothing_reads_is_worth_a_note_and_no_more()
    {
        var findings = new FindingList();

        var mapper = Mapper.Compile(RulesReader.Read(Event("a: = k", "columns:\n  x: integer\n"), "m.yaml", findings)!, Texts("k", "x"), findings);

        Assert.NotNull(mapper);
        Assert.Equal(("MAP021", Severity.Note), (Assert.Single(findings).Code.Id, findings[0].Severity));
        Assert.Equal([0], mapper.Columns);
    }

    private static string Event(string fields, string more = "") => $"mapping: m\nfrom: {{ csv: }}\nkey: = k\nevent:\n  {fields}\nto: {{ x: }}\n{more}";

    private static Schema Texts(params string[] names) => new([.. names.Select(name => new Column(name, ValueKind.Text))]);

    private static Mapper Compiled(string mapping, Schema schema)
    {
        var findings = new FindingList();
        var mapper = Mapper.Compile(RulesReader.Read(mapping, "m.yaml", findings)!, schema, findings);
        Assert.Empty(findings);
        return mapper!;
    }

    private static (Mapped Mapped, string Json) Map(Mapper mapper, params string?[] cells)
    {
        var chunk = SampleChunk.OfTexts([cells]);
        var mapped = mapper.Map(chunk, 0);
        return (mapped, mapped.Result == MapResult.Event ? Json(mapper) : "");
    }

    private static string Write(Mapper mapper, RowChunk chunk, int index)
    {
        Assert.Equal(MapResult.Event, mapper.Map(chunk, index).Result);
        return mapper.Key.Text + Json(mapper);
    }

    private static string Json(Mapper mapper)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonTemplate.Of(mapper.Shape.Root, mapper.Shape.KeepNulls).Write(mapper.Slots, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static IEnumerable<ShapeSlot> Slots(ShapeNode node) => node switch
    {
        ShapeObject members => members.Members.SelectMany(member => Slots(member.Node)),
        ShapeList list => list.Items.SelectMany(Slots),
        ShapeSlot slot => [slot],
        _ => [],
    };
}
