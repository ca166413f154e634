using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests;

public class GrouperTests
{
    private const string Orders =
        """
        from: { csv: }
        columns: { price: decimal, quantity: integer }
        let:
          line: = price * quantity
          order_total: = sum(rows, line)
        group: = order_id
        skip:
          gift: = sku == "GIFT"
        reject:
          negative: = price < 0
        event:
          id: = order_id
          value: = order_total
          lines: = count(rows)
          dear: = count(rows, line > 5)
          skus: = join(rows, sku, "+")
          first: = first(rows, sku)
          last: = last(rows, sku)
          least: = min(rows, price)
          average: = avg(rows, price)
          items:
            each: rows
            when: = quantity > 0
            as: { item_id: = sku, price: = price, share: '= round(line / order_total, 2)', position: = index + 1, kind: article }
        to: { x: }
        """;

    [Fact]
    public void Neighbouring_rows_with_one_key_become_one_event() => Assert.Equal(
        [
            """A: {"id":"A","value":12.50,"lines":2,"dear":1,"skus":"s1+s2","first":"s1","last":"s2","least":2.50,"average":3.75,"items":[{"item_id":"s1","price":2.50,"share":0.2,"position":1,"kind":"article"},{"item_id":"s2","price":5.00,"share":0.8,"position":2,"kind":"article"}]}""",
            """B: {"id":"B","value":1.00,"lines":1,"dear":0,"skus":"s3","first":"s3","last":"s3","least":1.00,"average":1,"items":[{"item_id":"s3","price":1.00,"share":1,"position":1,"kind":"article"}]}""",
        ],
        Grouped(Orders, ["A", "s1", "2.50", "1"], ["A", "GIFT", "x", "1"], ["A", "s2", "5.00", "2"], ["B", "s3", "1.00", "1"]));

    [Fact]
    public void A_group_may_lie_in_several_chunks() => Assert.Equal(
        Grouped(Orders, ["A", "s1", "2.50", "1"], ["A", "s2", "5.00", "2"], ["A", "s3", "5.00", "0"], ["B", "s3", "1.00", "1"]),
        Grouped(Orders, chunk: 1, ["A", "s1", "2.50", "1"], ["A", "s2", "5.00", "2"], ["A", "s3", "5.00", "0"], ["B", "s3", "1.00", "1"]));

    [Fact]
    public void A_rejected_row_fails_its_whole_group_and_no_other() => Assert.Equal(
        [
            "2: ROW011 rejected by the rule 'negative'",
            "group of 2: ROW013 row 2 of the group failed, and half a group is not sent",
            "B: s3",
        ],
        Grouped(Skus, ["A", "s1", "1", "1"], ["A", "s2", "-1", "1"], ["A", "s3", "1", "1"], ["B", "s3", "1", "1"]));

    [Fact]
    public void A_row_whose_group_cannot_be_known_fails_both_its_neighbours() => Assert.Equal(
        [
            "2: ROW001 column 'k': \"x\" is not an integer",
            "group of 2: ROW013 row 2 of the group failed, and half a group is not sent",
            "group of 1: ROW013 row 2 of the group failed, and half a group is not sent",
            "3: s5",
        ],
        Grouped(
            Skus.Replace("price: decimal", "price: decimal, k: integer").Replace("group: = order_id", "group: = k"),
            ["1", "s1", "1", "1"],
            ["x", "s2", "1", "1"],
            ["1", "s3", "1", "1"],
            ["2", "s4", "1", "1"],
            ["3", "s5", "1", "1"])
            .Select(line => line));

    [Fact]
    public void A_row_without_a_key_fails_alone() => Assert.Equal(
        ["2: ROW010 the row has no key", "A: s1+s3"],
        Grouped(Skus, ["A", "s1", "1", "1"], ["", "s2", "1", "1"], ["A", "s3", "1", "1"]));

    [Fact]
    public void A_key_that_comes_back_fails_those_rows() => Assert.Equal(
        [
            "A: s1",
            "B: s2",
            "3: ROW015 rows of this group came before, and its event was made without this row",
            "4: ROW015 rows of this group came before, and its event was made without this row",
            "C: s5",
        ],
        Grouped(
            Skus,
            ["A", "s1", "1", "1"],
            ["B", "s2", "1", "1"],
            ["A", "s3", "1", "1"],
            ["A", "s4", "1", "1"],
            ["C", "s5", "1", "1"]).Order(StringComparer.Ordinal).OrderBy(Position));

    [Fact]
    public void A_row_that_came_late_is_called_that_before_what_else_is_wrong_with_it() => Assert.Equal(
        ["A: s1", "B: s2", "3: ROW015 rows of this group came before, and its event was made without this row"],
        Grouped(
            Skus,
            ["A", "s1", "1", "1"],
            ["B", "s2", "1", "1"],
            ["A", "s3", "-1", "1"]).Order(StringComparer.Ordinal).OrderBy(Position));

    [Fact]
    public void A_group_with_too_many_rows_fails_whole() => Assert.Equal(
        ["3: ROW014 the group has more than 2 rows", "4: ROW014 the group has more than 2 rows", "group of 2: ROW014 the group has more than 2 rows", "B: s5"],
        Grouped(
            Skus.Replace("group: = order_id", "group: { by: = order_id, max_rows: 2 }"),
            ["A", "s1", "1", "1"],
            ["A", "s2", "1", "1"],
            ["A", "s3", "1", "1"],
            ["A", "s4", "1", "1"],
            ["B", "s5", "1", "1"]));

    [Fact]
    public void Outside_of_rows_a_name_means_the_first_row_and_the_key_is_the_groups() => Assert.Equal(
        ["""s1!: {"sku":"s1","each":["s1","s2"]}"""],
        Grouped(
            "from: { csv: }\ngroup: = order_id\nkey: = \"{sku}!\"\nevent: { sku: = sku, each: { each: rows, as: = sku } }\nto: { x: }\n",
            ["A", "s1", "1", "1"],
            ["A", "s2", "1", "1"]));

    private const string Skus =
        """
        from: { csv: }
        columns: { price: decimal }
        group: = order_id
        reject:
          negative: = price < 0
        event:
          skus: = join(rows, sku, "+")
        to: { x: }
        """;

    private static int Position(string line) => line[0] switch { 'A' => 0, 'B' => 1, '3' => 2, '4' => 3, _ => 4 };

    private static List<string> Grouped(string mapping, params string[][] rows) => Grouped(mapping, 100, rows);

    private static List<string> Grouped(string mapping, int chunk, params string[][] rows)
    {
        var findings = new FindingList();
        var columns = mapping.Contains("= k", StringComparison.Ordinal) ? "k" : "order_id";
        var schema = new Schema([.. new[] { columns, "sku", "price", "quantity" }.Select(name => new Column(name, ValueKind.Text))]);
        var mapper = Mapper.Compile(RulesReader.Read(mapping, "m.yaml", findings)!, schema, findings);
        Assert.DoesNotContain(findings, finding => finding.Severity != Severity.Note);
        var grouper = new Grouper(mapper!, new Keys());
        List<string> lines = [];
        var joined = 0;
        for (var from = 0; from < rows.Length; from += chunk)
        {
            var part = SampleChunk.OfTexts(rows[from..Math.Min(rows.Length, from + chunk)]).From(from + 1);
            for (var i = 0; i < part.Count; i++)
            {
                var step = grouper.Take(part, i);
                if (step.Closed) lines.Add(Closed());
                if (step.Row.Result == MapResult.Event) joined++;
                if (step.Row.Result == MapResult.Rejected) lines.Add($"{from + i + 1}: {Words(step.Row)}");
            }

            grouper.Detach();
            part.Spoil();
        }

        if (grouper.End()) lines.Add(Closed());
        return lines;

        string Closed()
        {
            var count = joined;
            joined = 0;
            if (grouper.Outcome.Result == MapResult.Rejected) return $"group of {count}: {Words(grouper.Outcome)}";
            var made = grouper.EventAt(0);
            var output = new ArrayBufferWriter<byte>();
            JsonTemplate.Of(mapper!.Shape.Root).Write(made.Slots, output);
            var json = Encoding.UTF8.GetString(output.WrittenSpan);
            return json.StartsWith("{\"skus\":\"", StringComparison.Ordinal)
                ? $"{made.Key.Text}: {json["{\"skus\":\"".Length..^2]}"
                : $"{made.Key.Text}: {json}";
        }
    }

    private static string Words(Mapped mapped) => $"{mapped.Problems![0].Problem.Code.Id} {mapped.Problems[0].Problem.Message}";

    private sealed class Keys : HashSet<string>, IClosedKeys
    {
        public bool Add(ReadOnlySpan<byte> key) => Add(Encoding.UTF8.GetString(key));
    }
}
