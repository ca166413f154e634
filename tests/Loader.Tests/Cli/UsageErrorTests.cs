namespace Loader.Tests.Cli;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("", "no command was given", "'loader --help' lists them; to see it work: loader rehearse mappings/nameless-purchases.yaml")]
    [InlineData("rnu m.yaml", "there is no command 'rnu'", "did you mean 'run'?")]
    [InlineData("launch", "there is no command 'launch'", "there is: run, rehearse, check, init, test, rows, preview, plan, status, report, explain, functions, sources, destinations, reference")]
    [InlineData("--vrsion", "there is no flag '--vrsion'", "did you mean '--version'?")]
    [InlineData("run", "'run' needs a mapping", "usage: loader run <mapping>")]
    [InlineData("check", "'check' needs a mapping", "usage: loader check <mapping>")]
    [InlineData("explain", "'explain' needs a code", "usage: loader explain <code>")]
    [InlineData("run a.yaml b.yaml", "'b.yaml' is one word too many", "usage: loader run <mapping>")]
    [InlineData("functions upper lower", "'lower' is one word too many", "usage: loader functions [<name>]")]
    [InlineData("run m.yaml --rat 50", "'run' has no flag '--rat'", "did you mean '--rate'?")]
    [InlineData("run --paralel=4 m.yaml", "'run' has no flag '--paralel'", "did you mean '--parallel'?")]
    [InlineData("run --rat 50", "'run' has no flag '--rat'", "did you mean '--rate'?")]
    [InlineData("check --strict m.yaml", "'check' has no flag '--strict'", "'loader check --help' says what it takes, with an example")]
    [InlineData("run m.yaml --rate", "--rate needs a value: --rate <rate>", "Limit of speed: '50 requests/s', '500 events/s', '1 MB/s'.")]
    [InlineData("run m.yaml --limit ten", "--limit takes a whole number, not 'ten'", "Reads no more than this many rows.")]
    [InlineData("run m.yaml --limit -4", "--limit takes 0 or more, not -4", "Reads no more than this many rows.")]
    [InlineData("run m.yaml --limit 4 --limit 5", "--limit is given more than once", "Reads no more than this many rows.")]
    [InlineData("preview m.yaml --rows 0", "--rows takes 1 or more, not 0", "How many rows to show.")]
    public async Task A_command_line_that_cannot_be_used_gets_one_line_and_a_hint(string typed, string message, string hint)
    {
        var said = await Typed.RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(new(2, "", $"loader: {message}\n  hint: {hint}\n"), said);
    }

    [Fact]
    public async Task Every_unknown_flag_is_named()
    {
        var said = await Typed.RunAsync("run", "m.yaml", "--rat", "5", "--limti", "3");

        Assert.Contains("did you mean '--rate'?", said.Talk, StringComparison.Ordinal);
        Assert.Contains("did you mean '--limit'?", said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_begin_with_an_at_sign_or_behind_dashes_with_a_dash()
    {
        Assert.Contains("there is no file '@rows'", (await Typed.RunAsync("run", "@rows")).Talk, StringComparison.Ordinal);
        Assert.Contains("there is no file '--odd'", (await Typed.RunAsync("run", "--", "--odd")).Talk, StringComparison.Ordinal);
    }
}
