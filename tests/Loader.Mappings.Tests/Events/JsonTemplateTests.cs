using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Events;

public class JsonTemplateTests
{
    private static readonly Place Nowhere = Place.Of("m.yaml");

    [Fact]
    public void A_row_fills_the_slots_between_the_constants()
    {
        var shape = Object(
            ("event_name", Constant("purchase")),
            ("client_id", Slot(0)),
            ("ecommerce", Object(("value", Slot(1)), ("currency", Constant("EUR")), ("tags", new ShapeList([Constant("a"), Slot(2)], Nowhere)))));

        var json = Write(shape, [Value.Of("c1"), Value.Of(12.50m), Value.Of(true)]);

        Assert.Equal("""{"event_name":"purchase","client_id":"c1","ecommerce":{"value":12.50,"currency":"EUR","tags":["a",true]}}""", json);
    }

    [Fact]
    public void A_null_member_is_left_out_and_its_object_stays()
    {
        var shape = Object(("a", Slot(0)), ("b", Object(("c", Slot(1)))), ("d", new ShapeConstant(Value.Null, Nowhere)), ("e", Slot(2)));

        Assert.Equal("""{"b":{},"e":1}""", Write(shape, [Value.Null, Value.Null, Value.Of(1L)]));
        Assert.Equal("""{"a":null,"b":{"c":null},"d":null,"e":1}""", Write(shape, [Value.Null, Value.Null, Value.Of(1L)], keepNulls: true));
    }

    [Fact]
    public void A_null_item_stays_since_leaving_it_out_would_move_the_others()
    {
        var shape = Object(("list", new ShapeList([Slot(0), Constant("x"), Slot(1)], Nowhere)));

        Assert.Equal("""{"list":[null,"x",null]}""", Write(shape, [Value.Null, Value.Null]));
    }

    [Theory]
    [InlineData(true, """{"a":1}""")]
    [InlineData(false, """{"x":0,"a":1}""")]
    public void Members_without_braces_fit_behind_what_stands_before_them(bool first, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(first ? "{"u8 : "{\"x\":0"u8);

        JsonTemplate.OfMembers(Object(("null", Slot(0)), ("a", Slot(1))).Members).Write([Value.Null, Value.Of(1L)], output, ref first);
        output.Write("}"u8);

        Assert.False(first);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Members_that_are_all_left_out_leave_the_object_open()
    {
        var output = new ArrayBufferWriter<byte>();
        var first = true;

        JsonTemplate.OfMembers(Object(("a", Slot(0))).Members).Write([Value.Null], output, ref first);

        Assert.True(first);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void A_single_slot_is_a_template_too() => Assert.Equal("7", Write(Slot(0), [Value.Of(7L)]));

    [Fact]
    public void Any_shape_is_written_as_by_a_writer_that_knows_no_templates() =>
        Prop.ForAll(Cases().ToArbitrary(), sample =>
        {
            var (shape, slots, keepNulls) = sample;
            var naive = new StringBuilder();
            Naive(shape, slots, keepNulls, naive);
            Assert.Equal(naive.ToString(), Write(shape, slots, keepNulls));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<(ShapeNode Shape, Value[] Slots, bool KeepNulls)> Cases() =>
        from depth in Gen.Choose(0, 4)
        from shape in Node(depth)
        from seeds in Gen.Choose(0, 4).ArrayOf(8)
        from keep in Gen.Elements(true, false)
        select (shape, seeds.Select(Sample).ToArray(), keep);

    private static Gen<ShapeNode> Node(int depth) => depth == 0
        ? Gen.OneOf(Gen.Choose(0, 7).Select(Slot), Gen.Choose(0, 4).Select(i => (ShapeNode)new ShapeConstant(Sample(i), Nowhere)))
        : Gen.OneOf<ShapeNode>(
            Node(0),
            Node(depth - 1).ListOf().Select(items => (ShapeNode)new ShapeList([.. items.Take(4)], Nowhere)),
            Node(depth - 1).ListOf().Select(items => (ShapeNode)Object([.. items.Take(4).Select((item, i) => ($"m{i}", item))])));

    private static Value Sample(int i) => i switch
    {
        0 or 1 => Value.Null,
        2 => Value.Of("a\"b"),
        3 => Value.Of(12.50m),
        _ => Value.Of(new[] { Value.Null, Value.Of(1L) }),
    };

    private static void Naive(ShapeNode node, Value[] slots, bool keepNulls, StringBuilder into)
    {
        switch (node)
        {
            case ShapeObject members:
                var written = members.Members.Where(m => keepNulls || m.Node is not (ShapeSlot or ShapeConstant) || !ValueOf(m.Node, slots).IsNull);
                into.Append('{').AppendJoin(',', written.Select(m => $"\"{m.Name}\":{Text(m.Node)}")).Append('}');
                break;
            case ShapeList list:
                into.Append('[').AppendJoin(',', list.Items.Select(Text)).Append(']');
                break;
            default:
                into.Append(JsonText.Of(ValueOf(node, slots)));
                break;
        }

        string Text(ShapeNode inner)
        {
            var text = new StringBuilder();
            Naive(inner, slots, keepNulls, text);
            return text.ToString();
        }
    }

    private static Value ValueOf(ShapeNode node, Value[] slots) => node is ShapeSlot slot ? slots[slot.Index] : ((ShapeConstant)node).Value;

    private static string Write(ShapeNode shape, Value[] slots, bool keepNulls = false)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonTemplate.Of(shape, keepNulls).Write(slots, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static ShapeObject Object(params (string Name, ShapeNode Node)[] members) =>
        new([.. members.Select(m => new ShapeMember(m.Name, m.Node, Nowhere))], Nowhere);

    private static ShapeNode Slot(int index) => new ShapeSlot(index, null, "x", Nowhere);

    private static ShapeConstant Constant(string text) => new(Value.Of(text), Nowhere);
}
