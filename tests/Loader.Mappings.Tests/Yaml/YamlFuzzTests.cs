using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Tests.Yaml;

public class YamlFuzzTests
{
    private const int Seed = 20_260_301;

    /// <summary>As many on any machine: a faster one finds nothing else.</summary>
    private const int Rounds = 20_000;

    private static readonly string[] Pieces =
    [
        "a", "key", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "\r\n", "\t", " ", "'", "\"", "[", "]", "{", "}", ",", "#", "# c", "&x ", "*x", "!t ", "|", ">", "|2-\n   x",
        "---\n", "...\n", "%YAML 1.1\n", "? ", "= a | b", "${X}", "\\", "\\u00", "\\n", "''", "é", "😀", "\0", "\u2028", "\u00a0", "@", "`", "%", "<<: ", "~", "null", "12.50", "\ufeff",
    ];

    private const string GoodMapping =
        """
        mapping: crm
        from:
          csv: { path: a.csv, delimiter: ",", nulls: ["", "NULL"] }
        columns:
          total: decimal
        key: = order_id
        skip:
          not_paid: = status != "paid"
        event:
          text: |
            = a
              | b
          folded: >-
            one
            two
          list:
            - 1
            - 'it''s'
        to:
          nameless: { endpoint: "${X}" }
        """;

    [Fact]
    public void No_text_makes_the_reader_throw_and_a_refusal_has_a_reason()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = (round % 3) switch
            {
                0 => Bytes(random),
                1 => Soup(random),
                _ => Mutated(random),
            };
            Check(text, round);
        }
    }

    private static void Check(string text, int round)
    {
        var findings = new FindingList();
        try
        {
            var map = YamlReader.Read(text, "m.yaml", findings);
            Assert.True(map is not null || findings.HasErrors, "nothing read and nothing said");
            if (map is null || findings.Count > 0) return;
            foreach (var scalar in YamlReaderTests.Scalars(map)) YamlReaderTests.AssertOrigins(text.TrimStart('\ufeff'), scalar);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {Seed}, round {round}, text {System.Text.Json.JsonSerializer.Serialize(text)}", exception);
        }
    }

    private static string Bytes(Random random)
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0) for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(0x20 + (bytes[i] % 0x5f));
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Soup(Random random) => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(GoodMapping);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 1: text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at)); break;
                default: text[at] = Pieces[random.Next(Pieces.Length)][0]; break;
            }
        }

        return text.ToString();
    }
}
