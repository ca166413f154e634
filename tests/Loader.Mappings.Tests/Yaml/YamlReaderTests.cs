using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Tests.Yaml;

public class YamlReaderTests
{
    private const string File = "m.yaml";

    [Fact]
    public void Names_and_values_know_their_places()
    {
        var map = Good("mapping: crm\nfrom:\n  csv: { path: a.csv, nulls: [\"\", 'x'] }\nempty:\n");

        Assert.Equal(["mapping", "from", "empty"], map.Entries.Select(entry => entry.Name));
        var csv = ((YamlMap)map.Find("from")!.Value).Entries[0];
        var nulls = (YamlList)((YamlMap)csv.Value).Find("nulls")!.Value;
        Assert.Equal(new(File, 3, 3), csv.Place);
        Assert.Equal(new(File, 3, 8), csv.Value.Place);
        Assert.Equal(new(File, 3, 30), nulls.Place);
        Assert.Equal(new(File, 3, 32), nulls.Items[0].Place);
        Assert.Equal(new(File, 3, 36), nulls.Items[1].Place);
        Assert.True(((YamlScalar)map.Find("empty")!.Value).IsNull);
    }

    [Theory]
    [InlineData("a: b", "b", false)]
    [InlineData("a: 'b'", "b", true)]
    [InlineData("a: \"b\"", "b", true)]
    [InlineData("a: |-\n  b", "b", true)]
    [InlineData("a: '~'", "~", true)]
    [InlineData("a: 012", "012", false)]
    [InlineData("a: = x | y", "= x | y", false)]
    [InlineData("a: b # c", "b", false)]
    [InlineData("a: b#c", "b#c", false)]
    public void A_scalar_keeps_its_text_and_whether_it_was_quoted(string text, string value, bool quoted)
    {
        var scalar = (YamlScalar)Good(text).Entries[0].Value;

        Assert.Equal((value, quoted), (scalar.Text, scalar.Quoted));
    }

    [Theory]
    [InlineData("\ufeffa: b\n")]
    [InlineData("a: b\r\n")]
    [InlineData("\ufeff# comment\r\n\r\na: b")]
    [InlineData("---\na: b\n...\n")]
    [InlineData("%YAML 1.2\n---\na: b\n")]
    public void A_byte_order_mark_windows_line_ends_and_document_marks_are_fine(string text) =>
        Assert.Equal("b", ((YamlScalar)Good(text).Entries[0].Value).Text);

    [Theory]
    [InlineData("a: = one\n     two\n\n     three")]
    [InlineData("a: 'it''s\n  so'")]
    [InlineData("a: \"x\\ty \\u0041\\x42\\U0001F600 \\\\ é\"")]
    [InlineData("a: \"x\n   y\\\n   z\\\n\n\n  q  \n\n  w\"")]
    [InlineData("a: |\n  = x\n    | y\n\n  z\n")]
    [InlineData("a: |2-\n   = x\n  y\n")]
    [InlineData("a: |\n\n\n  x\n  y")]
    [InlineData("a: >\n  one\n  two\n   more\n\n  four\n\n\n  five\n")]
    [InlineData("a: >-\n\n    one\n    two words\n    two")]
    [InlineData("a: >+\n  one\n\n\n")]
    [InlineData("- - a: |\n      x\n      y\n")]
    [InlineData("a: |\r\n  x\r\n  y\r\n")]
    [InlineData("a: \"x\r\n  y\r\n\r\n  z\"")]
    [InlineData("a: \"x\\\r\n  y\"")]
    public void Every_character_of_a_text_is_found_in_the_file(string text)
    {
        var findings = new FindingList();
        var root = text.StartsWith('-') ? "a:\n" + text : text;
        var map = YamlReader.Read(root, File, findings);

        Assert.Empty(findings);
        foreach (var scalar in Scalars(map!)) AssertOrigins(root, scalar);
    }

    [Fact]
    public void A_literal_block_continues_below()
    {
        var scalar = (YamlScalar)Good("a: |\n  = x\n    | y\n").Entries[0].Value;

        Assert.Equal("= x\n  | y\n", scalar.Text);
        Assert.Equal(new(File, 2, 3), scalar.Place);
        Assert.Equal(new(File, 3, 5), scalar.Origin.At(scalar.Text.IndexOf('|')));
    }

    [Fact]
    public void An_escape_moves_what_stands_behind_it()
    {
        var scalar = (YamlScalar)Good("a: \"\\u0041b\"").Entries[0].Value;

        Assert.Equal("Ab", scalar.Text);
        Assert.Equal(new(File, 1, 5), scalar.Origin.At(0));
        Assert.Equal(new(File, 1, 11), scalar.Origin.At(1));
    }

    [Theory]
    [InlineData("", "m.yaml: error YML007: the file is empty")]
    [InlineData("# nothing\n", "m.yaml: error YML007: the file is empty")]
    [InlineData("---\n", "m.yaml:2:1: error YML007: the file is empty")]
    [InlineData("- a\n", "m.yaml:1:1: error YML007: the file is a list; it should be a map of names and values")]
    [InlineData("just words\n", "m.yaml:1:1: error YML007: the file is a text; it should be a map of names and values")]
    [InlineData("a: b\n\tc: d\n", "m.yaml:2:1: error YML002: this line is indented with a tab")]
    [InlineData("a:\n\t- b\n", "m.yaml:2:1: error YML002: this line is indented with a tab")]
    [InlineData("a:\n  b: 1\n  \tc: 2\n", "m.yaml:3:3: error YML002: this line is indented with a tab")]
    [InlineData("a:\n  b: 1\n\u00a0 c: 2\n", "m.yaml:3:1: error YML002: this line is indented with a no-break space")]
    [InlineData("a: 1\nb: 2\na: 3\n", "m.yaml:3:1: error YML004: 'a' is given twice; first in line 1, column 1")]
    [InlineData("a: &x 1\n", "m.yaml:1:4: error YML003: '&x' would name this part of the file")]
    [InlineData("a: *x\n", "m.yaml:1:4: error YML003: '*x' would repeat another part of the file")]
    [InlineData("a: !!str 5\n", "m.yaml:1:4: error YML003: a tag stands here ('!…')")]
    [InlineData("a: 1\n---\nb: 2\n", "m.yaml:2:1: error YML003: a second document begins here ('---')")]
    [InlineData("? [a]\n: b\n", "m.yaml:1:3: error YML008: a name cannot be a list")]
    [InlineData(": b\n", "m.yaml:1:1: error YML008: a name is missing before ':'")]
    [InlineData("a: x\0y\n", "m.yaml:1:5: error YML006: the character U+0000 stands here")]
    [InlineData("a: 1\nb: x\u2028y\n", "m.yaml:2:5: error YML006: the character U+2028 stands here")]
    [InlineData("a: = b: c\n", "m.yaml:1:7: error YML001: a second ': ' stands in this value")]
    [InlineData("a: \"b\" + c\n", "m.yaml:1:8: error YML001: more text follows after the closing quote")]
    [InlineData("a: `x`\n", "m.yaml:1:4: error YML001: a value cannot begin with '`'")]
    [InlineData("a:b\nc: d\n", "m.yaml:1:2: error YML001: no space stands behind 'a:', so this line is a text and not a name with a value")]
    [InlineData("a: [1, 2\nb: c\n", "m.yaml:1:5: error YML001: a list or map in brackets is not closed, or a ',' is missing")]
    [InlineData("a: { p: ${X} }\n", "m.yaml:1:10: error YML001: a list or map in brackets is not closed, or a ',' is missing")]
    [InlineData("a: \"open\nb: c\n", "m.yaml:1:4: error YML001: the quote that opens here is never closed")]
    [InlineData("a: 'x\n", "m.yaml:1:4: error YML001: the quote that opens here is never closed")]
    [InlineData("a: - b\n", "m.yaml:1:4: error YML001: a list cannot begin on the line of its name")]
    [InlineData("  a: 1\n b: 2\n", "m.yaml:2:2: error YML001: this line is indented less than the first one")]
    [InlineData("a: 1\n  b: 2\n", "m.yaml:2:3: error YML001: a name stands here, inside the value above")]
    [InlineData("a: 1\nfoo\nb: 2\n", "m.yaml:2:1: error YML001: this line is neither 'name: value' nor part of the value above")]
    [InlineData("a: \"\\q\"\n", "m.yaml:1:4: error YML001: a backslash in \"…\" begins an escape, and this one does not exist")]
    [InlineData("a: |x\n b\n", "m.yaml:1:4: error YML001: text stands behind '|' or '>'")]
    [InlineData("a: }\n", "m.yaml:1:4: error YML001: a value is expected here")]
    public void A_mistake_is_one_finding_with_its_place(string text, string expected)
    {
        var findings = new FindingList();

        YamlReader.Read(text, File, findings);

        var finding = Assert.Single(findings);
        Assert.Equal(expected, finding.ToString().Split('\n')[0]);
    }

    [Fact]
    public void Every_syntax_mistake_has_a_hint()
    {
        foreach (var text in new[] { "a: = b: c", "a: \"b\" + c", "a: `x`", "a:b\nc: d", "a: [1", "a: - b", "a: 1\n  b: 2", "a: 'x", "a:\n\tb: c" })
        {
            var findings = new FindingList();
            YamlReader.Read(text, File, findings);
            Assert.NotNull(Assert.Single(findings).Hint);
        }
    }

    [Fact]
    public void Reading_goes_on_after_what_is_not_supported()
    {
        var findings = new FindingList();

        var map = YamlReader.Read("a: &x 1\nb: *x\na: 2\nc: !t 3\n", File, findings);

        Assert.Equal(["YML003", "YML003", "YML004", "YML003"], findings.Select(finding => finding.Code.Id));
        Assert.Equal(["a", "b", "c"], map!.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(50_000, false)]
    public void Nesting_ends_at_100_levels(int lists, bool fine)
    {
        foreach (var text in new[] { "a: " + new string('[', lists) + new string(']', lists), "a:\n" + string.Concat(Enumerable.Repeat("- ", lists)) + "x" })
        {
            var findings = new FindingList();
            var map = YamlReader.Read(text, File, findings);
            Assert.Equal(fine, map is not null);
            Assert.Equal(fine ? [] : ["YML005"], findings.Select(finding => finding.Code.Id));
        }
    }

    [Fact]
    public void A_file_beyond_4_million_characters_is_refused_unread()
    {
        var findings = new FindingList();

        Assert.Null(YamlReader.Read("a: " + new string('x', YamlReader.MostCharacters), File, findings));

        Assert.Equal("YML005", Assert.Single(findings).Code.Id);
    }

    public static TheoryData<string> Large => new(
        "a: [" + string.Concat(Enumerable.Repeat("x, ", 100_000)) + "]",
        "a: [" + new string(' ', 500_000) + string.Concat(Enumerable.Repeat("x, ", 100_000)) + "]",
        "a: \"\\t" + new string(' ', 1_000_000) + "x\"",
        "a: 'x\n" + string.Concat(Enumerable.Repeat("  y\n", 200_000)) + "  z'",
        "a: |\n" + string.Concat(Enumerable.Repeat("  y\n", 200_000)),
        string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: {i}\n")));

    /// <summary>Anything that grows with the square of the size would take minutes here.</summary>
    [Theory]
    [MemberData(nameof(Large))]
    public void A_large_file_is_read_once_not_once_for_each_part(string text) => Assert.NotNull(YamlReader.Read(text, File, []));

    internal static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlList list => list.Items.SelectMany(Scalars),
        YamlMap map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A visible character stands at its place in the file, unless an escape or a doubled quote made it.</summary>
    internal static void AssertOrigins(string file, YamlScalar scalar)
    {
        var lines = file.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < scalar.Text.Length; i++)
        {
            var place = scalar.Origin.At(i);
            var line = lines[place.Line - 1];
            if (scalar.Text[i] is ' ' or '\n') continue;
            Assert.True(place.Column >= 1 && place.Column <= line.Length, $"'{scalar.Text[i]}' at {place}");
            var there = line[place.Column - 1];
            Assert.True(
                there == scalar.Text[i] || (scalar.Quoted && there == '\\') || char.IsLowSurrogate(scalar.Text[i]),
                $"'{scalar.Text[i]}' at {place}, where '{there}' stands");
        }
    }

    private static YamlMap Good(string text)
    {
        var findings = new FindingList();
        var map = YamlReader.Read(text, File, findings);
        Assert.Empty(findings);
        return map!;
    }
}
