using Loader.Cli;
using Loader.Cli.Reference;
using Loader.Cli.Words;
using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Findings;
using Loader.Reports;
using Loader.Settings;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

public sealed class WordsTests
{
    [Fact]
    public void Every_finding_can_be_explained()
    {
        var declared = new[] { typeof(CommandLine).Assembly, typeof(FindingCode).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields())
            .Where(field => field.IsStatic && field.FieldType == typeof(FindingCode))
            .Select(field => (FindingCode)field.GetValue(null)!)
            .Select(code => code.Id)
            .ToList();

        Assert.Empty(declared.Except(EveryCode.All.Select(code => code.Id)));
        Assert.Equal(EveryCode.All.Count, EveryCode.All.Select(code => code.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_code_of_a_refused_event_has_a_meaning() =>
        Assert.All(
            [.. NamelessAnswers.RefusalCodes, "attempts_used_up", "too_large", "reason_lost", "other_codes", "http_413", "tag_418"],
            code => Assert.NotNull(CodeWords.Meaning(code, DestinationCatalog.Default.Kinds)));

    [Fact]
    public void What_nobody_knows_has_no_meaning() => Assert.Null(CodeWords.Meaning("http_teapot", DestinationCatalog.Default.Kinds));

    [Theory]
    [InlineData("", "''")]
    [InlineData("rows.csv", "rows.csv")]
    [InlineData("50 requests/s", "'50 requests/s'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("*.csv", "'*.csv'")]
    public void Words_are_quoted_where_a_shell_would_read_them(string word, string quoted) => Assert.Equal(quoted, ShellWord.Quoted(word));

    [Fact]
    public void The_program_is_called_by_its_name_where_that_works_and_else_by_its_path()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write("loader", []);

        Assert.Equal("loader", ProgramWord.Of(program, $"/nowhere{Path.PathSeparator}{folder.FullName}", folder.FullName));
        Assert.Equal(Path.Combine(".", "loader"), ProgramWord.Of(program, null, folder.FullName));
        Assert.Equal(Path.Combine(Path.GetFileName(folder.FullName), "loader"), ProgramWord.Of(program, null, Path.GetDirectoryName(folder.FullName)!));
        Assert.Equal(ShellWord.Quoted(program), ProgramWord.Of(program, null, Path.Combine(folder.FullName, "deeper")));
        Assert.Equal("loader", ProgramWord.Of("/usr/bin/dotnet", null, folder.FullName));
    }

    [Fact]
    public void Commands_carry_what_the_next_run_needs_and_no_more()
    {
        var lines = new CommandLines(
            "loader",
            new() { Mapping = "m.yaml", From = "my rows.csv", Rate = "5/s", Limit = 3, Restart = true, Runs = "books", ToEndpoint = "https://a.example/x" },
            rehearsal: false);

        Assert.Equal("loader run m.yaml --from 'my rows.csv' --to-endpoint https://a.example/x --rate 5/s --runs books", lines.Resume);
        Assert.Equal(
            $"loader run m.yaml --from r.csv --to-endpoint https://a.example/x --rate 5/s --runs {Path.Combine("books", "corrected")}",
            lines.Correct("r.csv"));
    }

    [Fact]
    public void The_real_thing_names_the_variables_it_still_needs()
    {
        var lines = new CommandLines("loader", new RunFlags { Mapping = "m.yaml", ToEndpoint = "http://127.0.0.1:9/" }, rehearsal: true);
        const string mapping = "# ${IN_A_COMMENT}\nendpoint: ${URL}\nkey: ${KEY:-}\nother: ${SET} ${MORE} $${NOT_ONE}\n";

        Assert.Equal(
            new ReportedStep("load the real thing, with URL and MORE set", "loader run m.yaml"),
            lines.Real(mapping, name => name == "SET" ? "x" : null));
    }

    [Theory]
    [InlineData("a bb ccc", "> a bb\n  ccc\n")]
    [InlineData("a /a/very/long/path b", "> a\n  /a/very/long/path\n  b\n")]
    [InlineData("a\n b", "> a b\n")]
    [InlineData("", ">\n")]
    public void Text_is_broken_between_words_and_never_within(string words, string broken)
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Paragraph(output, width: 8).Write("> ", 2, words);

        Assert.Equal(broken, output.ToString());
    }
}
