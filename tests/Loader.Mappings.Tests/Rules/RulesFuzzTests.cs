using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests.Rules;

public class RulesFuzzTests
{
    private const int Seed = 20_260_301;

    /// <summary>As many on any machine, where LOADER_FUZZ_SECONDS does not say for how long: a faster one finds nothing else.</summary>
    private const int Rounds = 5_000;

    private static readonly string[] Pieces =
    [
        "= ", "=", "|", " | ", "(", ")", "\"", "'", "`", "{", "}", "${", "$${", "[", "]", ",", " + ", " - ", " / ", "0", "1.50", "007", "1e5", " == ", " and ", "not ", "in ", "??", "null", "true",
        "rows", "item", "index", "sum(", "count(", "map(", "let:", "group:", "events:", "when: ", "order_id", "total", "now", "lower", "decimal", "\n", "\n  ", "\n    ", ": ", "- ", "#", " #", "\\=", "each: ", "as: ", "skip:", "key:", "é", "😀", ".", "~",
    ];

    [Fact]
    public void No_mapping_makes_reader_or_compiler_throw_and_what_compiles_can_map_a_row()
    {
        var mappings = Path.Combine(GoldenFile.Tests, "..", "..", "mappings");
        string[] examples =
        [
            File.ReadAllText(Path.Combine(GoldenFile.Tests, "Rules", "right", "crm-purchases.yaml")),
            File.ReadAllText(Path.Combine(mappings, "order-lines.yaml")),
            File.ReadAllText(Path.Combine(mappings, "refunds.yaml")),
        ];
        string[] columns =
        [
            "order_id", "created_at", "status", "client_id", "session_id", "page_id", "email", "total", "currency", "coupon", "ordered_at", "price", "quantity", "sku", "item",
            "type", "changed_at", "refunded",
        ];
        var seconds = Environment.GetEnvironmentVariable("LOADER_FUZZ_SECONDS") is { } time ? int.Parse(time, CultureInfo.InvariantCulture) : (int?)null;
        var schemas = new Schema?[]
        {
            new([.. columns.Select(name => new Column(name, ValueKind.Text))]),
            new([.. columns.Select(name => new Column(name, null))]),
            null,
        };
        var row = new SampleChunk([.. columns.Select((_, i) => Value.Of(i % 2 == 0 ? "x" : "12.50"))]);
        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        for (var round = 0; seconds is null ? round < Rounds : watch.Elapsed.TotalSeconds < seconds; round++)
        {
            var text = Mutated(examples[round % examples.Length], random);
            try
            {
                var findings = new FindingList();
                var rules = RulesReader.Read(text, "m.yaml", findings);
                Assert.True(rules is not null || findings.HasErrors);
                var mapper = rules is null ? null : Mapper.Compile(rules, schemas[round / 3 % 3], findings);
                Assert.Equal(findings.HasErrors || schemas[round / 3 % 3] is null, mapper is null);
                Map(mapper, row);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {Seed}, round {round}, text {JsonSerializer.Serialize(text)}", exception);
            }
        }
    }

    private static void Map(Mapper? mapper, SampleChunk row)
    {
        if (mapper is null) return;
        if (!mapper.IsGrouped)
        {
            mapper.Map(row, 0);
            return;
        }

        var grouper = new Grouper(mapper, new Keys());
        grouper.Take(row, 0);
        grouper.Take(row, 0);
        grouper.End();
    }

    private sealed class Keys : IClosedKeys
    {
        public bool Add(ReadOnlySpan<byte> key) => true;
    }

    private static string Mutated(string example, Random random)
    {
        var text = new StringBuilder(example);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(text.Length);
            if (random.Next(3) == 0) text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
            else text.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
