using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using static Loader.Mappings.Tests.CompiledMapping;

namespace Loader.Mappings.Tests;

public class MapperTests
{
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

    private static string Write(Mapper mapper, RowChunk chunk, int index)
    {
        Assert.Equal(MapResult.Event, mapper.Map(chunk, index).Result);
        return mapper.Key.Text + Json(mapper);
    }

    private static IEnumerable<ShapeSlot> Slots(ShapeNode node) => node switch
    {
        ShapeObject members => members.Members.SelectMany(member => Slots(member.Node)),
        ShapeList list => list.Items.SelectMany(Slots),
        ShapeSlot slot => [slot],
        _ => [],
    };
}
