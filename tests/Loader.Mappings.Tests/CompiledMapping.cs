using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests;

/// <summary>Mappings as a person writes them, compiled without a finding, and what they make of a row.</summary>
internal static class CompiledMapping
{
    public const string Purchases =
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

    public static readonly Schema PurchaseColumns = Texts("order_id", "status", "email", "total", "coupon", "note");

    public static string Event(string fields, string more = "") => $"mapping: m\nfrom: {{ csv: }}\nkey: = k\nevent:\n  {fields}\nto: {{ x: }}\n{more}";

    public static Schema Texts(params string[] names) => new([.. names.Select(name => new Column(name, ValueKind.Text))]);

    public static Mapper Compiled(string mapping, Schema schema)
    {
        var findings = new FindingList();
        var mapper = Mapper.Compile(RulesReader.Read(mapping, "m.yaml", findings)!, schema, findings);
        Assert.Empty(findings);
        return mapper!;
    }

    public static (Mapped Mapped, string Json) Map(Mapper mapper, params string?[] cells)
    {
        var chunk = SampleChunk.OfTexts([cells]);
        var mapped = mapper.Map(chunk, 0);
        return (mapped, mapped.Result == MapResult.Event ? Json(mapper) : "");
    }

    public static string Json(Mapper mapper)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonTemplate.Of(mapper.Shape.Root, mapper.Shape.KeepNulls).Write(mapper.Slots, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
