using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Options;

public sealed class SectionTests
{
    private readonly Sections sections = new();

    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        var section = sections.Read("""
            send:
              text: some words
              choice: second
              flag: true
              integer: -5
              duration: 1.5h
              size: 500 KB
              one: a
              many: [a, "b", 3]
              node: { x: 1 }
            """);

        Assert.Equal("some words", section.Text("text", ""));
        Assert.Equal("second", section.Choice("choice", ["first", "second"], "first", ""));
        Assert.True(section.Flag("flag", false, ""));
        Assert.Equal(-5, section.Integer("integer", -5, 5, 0, ""));
        Assert.Equal(TimeSpan.FromMinutes(90), section.Duration("duration", null, ""));
        Assert.Equal(500_000, section.Size("size", 1, ""));
        Assert.Equal(["a"], section.Texts("one", ""));
        Assert.Equal(["a", "b", "3"], section.Texts("many", ""));
        Assert.IsType<YamlMap>(section.Node("node", "a map", ""));
        section.Finish();
        Assert.Empty(sections.Messages);
    }

    [Theory]
    [InlineData("send:")]
    [InlineData("send: {}")]
    [InlineData("send: ~")]
    [InlineData("send: { text: ~, choice: null, flag: , integer: , duration: , size: , many: , secret: }")]
    public void What_is_not_given_has_its_default(string yaml)
    {
        var section = sections.Read(yaml);

        Assert.Equal("x", section.Text("text", "", "x"));
        Assert.Equal("first", section.Choice("choice", ["first", "second"], "first", ""));
        Assert.True(section.Flag("flag", true, ""));
        Assert.Equal(7, section.Integer("integer", 0, 9, 7, ""));
        Assert.Equal(TimeSpan.FromSeconds(30), section.Duration("duration", TimeSpan.FromSeconds(30), ""));
        Assert.Equal(12, section.Size("size", 12, ""));
        Assert.Equal(["d"], section.Texts("many", "", ["d"]));
        Assert.Null(section.Secret("secret", ""));
        section.Finish();
        Assert.Empty(sections.Messages);
    }

    [Theory]
    [InlineData("send: { flag: yes }", "SET003: 'yes' is neither true nor false")]
    [InlineData("send: { flag: True }", "SET003: 'True' is neither true nor false")]
    [InlineData("send: { flag: [true] }", "SET003: 'flag' is a list; it should be a single value")]
    [InlineData("send: { choice: secnd }", "SET003: 'secnd' is not a value of choice")]
    [InlineData("send: { integer: many }", "SET003: 'many' is not a whole number")]
    [InlineData("send: { integer: 1.5 }", "SET003: '1.5' is not a whole number")]
    [InlineData("send: { integer: 10 }", "SET003: 10 is too large for integer")]
    [InlineData("send: { integer: -1 }", "SET003: -1 is too small for integer")]
    [InlineData("send: { integer: 99999999999999999999999 }", "SET003: 99999999999999999999999 is too large for integer")]
    [InlineData("send: { duration: 30 }", "SET003: '30' is not a length of time")]
    [InlineData("send: { duration: -1s }", "SET003: '-1s' is not a length of time")]
    [InlineData("send: { duration: 99999999999d }", "SET003: '99999999999d' is not a length of time")]
    [InlineData("send: { size: 3 XB }", "SET003: '3 XB' is not a size")]
    [InlineData("send: { many: { a: 1 } }", "SET003: 'many' is a map of other things than texts")]
    [InlineData("send: { many: [[a]] }", "SET003: 'many' is a list of other things than texts")]
    [InlineData("send: [flag]", "SET003: 'send' is a list; it should be a map of settings")]
    [InlineData("send: fast", "SET003: 'send' is a text; it should be a map of settings")]
    public void A_wrong_form_is_one_finding_and_reads_as_the_default(string yaml, string message)
    {
        var section = sections.Read(yaml);

        Assert.False(section.Flag("flag", false, ""));
        Assert.Equal("first", section.Choice("choice", ["first", "second"], "first", ""));
        Assert.Equal(7, section.Integer("integer", 0, 9, 7, ""));
        Assert.Equal(TimeSpan.FromSeconds(5), section.Duration("duration", TimeSpan.FromSeconds(5), ""));
        Assert.Equal(12, section.Size("size", 12, ""));
        Assert.Equal(["d"], section.Texts("many", "", ["d"]));
        section.Finish();
        Assert.Equal([message], sections.Messages);
    }

    [Fact]
    public void All_mistakes_are_found_at_once_each_at_its_place()
    {
        var section = sections.Read("send:\n  rat: 5\n  flag: maybe\n  zzz: 1\n");

        section.Text("rate", "", required: true);
        section.Flag("flag", false, "");
        section.Finish();

        Assert.Equal(
            """
            m.yaml:1:1: error SET002: 'send' needs 'rate'
            m.yaml:3:9: error SET003: 'maybe' is neither true nor false
            m.yaml:2:3: error SET001: 'send' has no setting 'rat'
              hint: did you mean 'rate'?
            m.yaml:4:3: error SET001: 'send' has no setting 'zzz'
              hint: it has: rate, flag
            """,
            sections.Shown,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_command_line_wins_is_taken_as_it_is_and_is_named_when_it_is_wrong()
    {
        var section = sections.Read("send: { a: 1, b: 2, list: [x, y], flag: true }", ("a", "${A}"), ("b", "many"), ("list", "z"), ("new", "n"));

        Assert.Equal("${A}", section.Text("a", ""));
        Assert.Equal(0, section.Integer("b", 0, 9, 0, ""));
        Assert.Equal(["z"], section.Texts("list", ""));
        Assert.Equal("n", section.Text("new", ""));
        Assert.True(section.Has("new"));
        Assert.False(section.Has("other"));
        section.Flag("flag", false, "");
        section.Finish();
        Assert.StartsWith("command line: error SET003: 'many' is not a whole number", Assert.Single(sections.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_for_a_setting_that_does_not_exist_is_not_ignored()
    {
        var section = sections.Read("send: { a: 1 }", ("path", "rows.csv"));

        section.Text("a", "");
        section.Finish();

        Assert.Equal(["SET001: 'send' has no setting 'path' that the command line could replace"], sections.Messages);
    }

    [Fact]
    public void A_refused_setting_is_shown_where_it_stands()
    {
        var section = sections.Read("send:\n  a: 1\n");

        section.Text("a", "");
        section.Refuse("a", "not today", "tomorrow");

        Assert.Equal("m.yaml:2:6: error SET005: not today\n  hint: tomorrow", sections.Shown);
    }

    [Fact]
    public void A_secret_is_known_as_one_from_then_on()
    {
        sections.Environment["KEY"] = "s3cr3t-value";
        var section = sections.Read("send: { key: \"${KEY}\" }");

        Assert.Equal("s3cr3t-value", section.Secret("key", ""));
        Assert.Equal("a [secret] b", sections.Secrets.Redact("a s3cr3t-value b"));
    }

    [Fact]
    public void What_was_asked_for_is_the_reference_in_that_order()
    {
        var section = Section.Empty("to.test");

        section.Text("endpoint", "where", required: true);
        section.Secret("key", "who");
        section.Choice("mode", ["a", "b"], "a", "how");
        section.Flag("flag", true, "whether");
        section.Integer("n", 1, 9, 3, "how many");
        section.Duration("wait", TimeSpan.FromMinutes(5), "how long");
        section.Size("bytes", 1000, "how much");
        section.Texts("list", "which", ["x"]);

        Assert.Equal(
            [
                new("endpoint", "text", null, "where", true),
                new("key", "${NAME}", null, "who", false),
                new("mode", "a | b", "a", "how", false),
                new("flag", "true | false", "true", "whether", false),
                new("n", "1..9", "3", "how many", false),
                new("wait", "30s | 500ms | 5m | 2h | 7d", "5m", "how long", false),
                new("bytes", "500 KB | 1 MB", "1000", "how much", false),
                new OptionDescription("list", "[text, …]", "[\"x\"]", "which", false),
            ],
            section.Described);
    }

    [Fact]
    public void Null_words_in_a_list_of_texts_stay_the_texts_they_are()
    {
        var section = sections.Read("send: { nulls: [NULL, \"\", ~] }");

        Assert.Equal(["NULL", "", "~"], section.Texts("nulls", ""));
    }

    [Fact]
    public void Codes_are_listed_once_each()
    {
        Assert.Equal(OptionCodes.All.Count, OptionCodes.All.Select(code => code.Id).Distinct().Count());
        Assert.All(OptionCodes.All, code => Assert.StartsWith("SET", code.Id, StringComparison.Ordinal));
        Assert.Equal(Severity.Note, OptionCodes.VariableForLater.Severity);
    }
}
