using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests;

public class NamedEventsTests
{
    private static readonly Value Lines = Value.Of([Line("s1", 2), Line("s2", 0), Line("s3", 5)]);

    [Fact]
    public void A_row_becomes_every_event_whose_condition_holds_and_each_has_a_key_of_its_own()
    {
        var mapper = Compiled("events:\n  - { name: purchase, when: = status == \"paid\", event: { a: = k } }\n  - { when: = status == \"open\", "
            + "event: { b: = k } }\n  - { event: { c: 1 } }\n");

        Assert.Equal(["purchase K1/purchase {\"a\":\"K1\"}", "3 K1/3 {\"c\":1}"], Map(mapper, "paid", Value.Null));
        Assert.Equal(["2 K1/2 {\"b\":\"K1\"}", "3 K1/3 {\"c\":1}"], Map(mapper, "open", Value.Null));
    }

    [Fact]
    public void Each_makes_an_event_of_every_element_and_a_left_out_element_keeps_its_number()
    {
        var mapper = Compiled("events:\n  - { name: item, each: = lines, when: = quantity > 0, event: { order: = k, sku: = sku, at: = index, whole: "
            + "= item.quantity } }\n");

        Assert.Equal(
            [
                "item/1 K1/item/1 {\"order\":\"K1\",\"sku\":\"s1\",\"at\":0,\"whole\":2}",
                "item/3 K1/item/3 {\"order\":\"K1\",\"sku\":\"s3\",\"at\":2,\"whole\":5}",
            ],
            Map(mapper, "paid", Lines));
    }

    [Fact]
    public void A_row_that_becomes_none_of_the_events_is_skipped_under_its_own_reason()
    {
        var mapper = Compiled("skip: { open: = status == \"open\" }\nevents:\n  - { when: = status == \"paid\", event: { a: 1 } }\n  - { each: = "
            + "lines, event: { b: = sku } }\n");

        Assert.Equal(["open", "no_event"], mapper.SkipReasons);
        Assert.Equal(["skipped: open"], Map(mapper, "open", Lines));
        Assert.Equal(["skipped: no_event"], Map(mapper, "lost", Value.Null));
        Assert.Equal(["skipped: no_event"], Map(mapper, "lost", Value.Of([])));
    }

    [Fact]
    public void A_mistake_in_one_event_fails_the_row()
    {
        var mapper = Compiled("events:\n  - { event: { a: 1 } }\n  - { event: { b: = integer(status) } }\n");

        Assert.Equal(["rejected: b ROW001"], Map(mapper, "paid", Value.Null));
    }

    [Fact]
    public void Every_entry_has_its_own_shape()
    {
        var mapper = Compiled("events:\n  - { name: one, event: { a: = k } }\n  - { name: two, event: { b: = k, c: = status } }\n");

        Assert.Equal(["one 1", "two 2"], mapper.Entries.Select(entry => $"{entry.Name} {entry.Shape.SlotCount}"));
    }

    private static Value Line(string sku, long quantity) => Value.Of(new ValueObject([new("sku", Value.Of(sku)), new("quantity", Value.Of(quantity))]));

    private static Mapper Compiled(string events)
    {
        var findings = new FindingList();
        var schema = new Schema([new("k", ValueKind.Text), new("status", ValueKind.Text), new("lines", null)]);
        var mapper = Mapper.Compile(RulesReader.Read("from: { csv: }\nto: { x: }\nkey: = k\n" + events, "m.yaml", findings)!, schema, findings);
        Assert.All(findings, finding => Assert.Equal(Severity.Note, finding.Severity));
        return mapper!;
    }

    private static List<string> Map(Mapper mapper, string status, Value lines)
    {
        var mapped = mapper.Map(new SampleChunk([Value.Of("K1"), Value.Of(status), lines]), 0);
        if (mapped.Result == MapResult.Skipped) return [$"skipped: {mapper.SkipReasons[mapped.SkipReason]}"];
        if (mapped.Result == MapResult.Rejected)
            return ["rejected: " + string.Join("; ", mapped.Problems!.Select(problem => $"{problem.Field} {problem.Problem.Code}"))];
        List<string> events = [];
        for (var i = 0; i < mapper.EventCount; i++)
        {
            var made = mapper.EventAt(i);
            var output = new ArrayBufferWriter<byte>();
            JsonTemplate.Of(mapper.Entries[made.Entry].Shape.Root).Write(made.Slots, output);
            events.Add($"{made.Name} {made.Key.Text} {Encoding.UTF8.GetString(output.WrittenSpan)}");
        }

        return events;
    }
}
