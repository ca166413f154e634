using Loader.Mappings.Findings;
using Loader.Rehearsal.Faults;

namespace Loader.Tests.Rehearsal.Faults;

public sealed class FaultScriptTests
{
    [Theory]
    [InlineData("500", "1 2 3 4 5 6 7 8 9", "")]
    [InlineData("429*3", "1 2 3", "4 9")]
    [InlineData("429*2, hang*3", "1 2 3 4 5", "6 7")]
    [InlineData("close@4", "4", "1 3 5")]
    [InlineData("503@3-5", "3 4 5", "1 2 6")]
    [InlineData("cut@100%", "1 5 9", "")]
    [InlineData("429@2, 500*1", "1 2", "3")]
    [InlineData("", "", "1 2")]
    [InlineData("  ", "", "1 2")]
    public void A_step_plays_for_the_requests_it_names(string text, string hit, string missed)
    {
        var script = Parse(text);

        Assert.All(Numbers(hit), number => Assert.NotNull(script.For(number)));
        Assert.All(Numbers(missed), number => Assert.Null(script.For(number)));
    }

    [Fact]
    public void The_first_step_that_hits_plays_and_counted_steps_count_on()
    {
        var script = Parse("429*3 retry-after=1, 500*2, slow=200ms");

        Assert.Equal([429, 429, 429, 500, 500, 0], Enumerable.Range(1, 6).Select(number => script.For(number)!.Status));
        Assert.Equal(1, script.For(1)!.RetryAfter);
        Assert.Equal((FaultKind.Slow, TimeSpan.FromMilliseconds(200)), (script.For(6)!.Kind, script.For(6)!.Delay));
    }

    [Fact]
    public void Every_word_is_a_fault()
    {
        Assert.All(FaultReader.Words, word => Assert.Equal(word.Value, Assert.Single(Parse(word.Value == FaultKind.Slow ? "slow=1s" : word.Key).Steps).Kind));
        Assert.Equal(Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.Status).Order(), FaultReader.Words.Values.Order());
    }

    [Fact]
    public void Retry_after_is_written_in_both_of_its_forms()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal("2", Parse("429 retry-after=2").Steps[0].RetryAfterHeader(noon));
        Assert.Equal("Sun, 01 Mar 2026 12:00:02 GMT", Parse("429 retry-after-date=2").Steps[0].RetryAfterHeader(noon));
        Assert.Null(Parse("429").Steps[0].RetryAfterHeader(noon));
    }

    [Fact]
    public void A_share_is_near_what_was_asked_for_and_the_same_for_the_same_seed()
    {
        var hits = Hits(Parse("500@10%", seed: 1));

        Assert.InRange(hits.Count, 9_500, 10_500);
        Assert.Equal(hits, Hits(Parse("500@10%", seed: 1)));
        Assert.NotEqual(hits, Hits(Parse("500@10%", seed: 2)));
    }

    [Fact]
    public void Two_shares_are_drawn_apart()
    {
        var script = Parse("500@50%, hang@50%");

        Assert.InRange(Enumerable.Range(1, 100_000).Count(number => script.For(number)?.Kind == FaultKind.Hang), 24_000, 26_000);
    }

    [Theory]
    [InlineData("hung@1%", "--faults:1:1: error REH001: there is no fault 'hung'\n  hint: did you mean 'hang'?")]
    [InlineData("500@1%, close-after-acept", "--faults:1:9: error REH001: there is no fault 'close-after-acept'\n  hint: did you mean 'close-after-accept'?")]
    [InlineData(
        "nonsense",
        "--faults:1:1: error REH001: there is no fault 'nonsense'\n  hint: a status (500) or one of: close, hang, garbage, redirect, storage-fails, slow, close-after-accept, hang-after-accept, cut, big")]
    [InlineData("999", "--faults:1:1: error REH002: '999' is not an HTTP status that can be answered\n  hint: 200 to 599")]
    [InlineData("429*0", "--faults:1:4: error REH002: '0' is not a number of requests\n  hint: write *3 for the first three requests")]
    [InlineData("429*many", "--faults:1:4: error REH002: 'many' is not a number of requests\n  hint: write *3 for the first three requests")]
    [InlineData("500@0%", "--faults:1:4: error REH002: '0%' is not a share of the requests\n  hint: write a share above 0% and up to 100%, such as @0.5%")]
    [InlineData("500@120%", "--faults:1:4: error REH002: '120%' is not a share of the requests\n  hint: write a share above 0% and up to 100%, such as @0.5%")]
    [InlineData("500@9-3", "--faults:1:4: error REH002: '9-3' names no request\n  hint: write @7 for the seventh request, @100-150 for a stretch, @10% for a share")]
    [InlineData("slow", "--faults:1:1: error REH002: 'slow' needs a length of time\n  hint: write slow=200ms or slow=2s")]
    [InlineData("slow=soon@5%", "--faults:1:6: error REH002: 'soon' is not a length of time\n  hint: write slow=200ms or slow=2s")]
    [InlineData("hang=5s", "--faults:1:6: error REH002: 'hang' takes no value")]
    [InlineData("429*3 retry_after=1", "--faults:1:7: error REH003: there is no option 'retry_after'\n  hint: did you mean 'retry-after'?")]
    [InlineData("429*3 500@1%", "--faults:1:7: error REH003: there is no option '500@1%'\n  hint: put a comma between two steps")]
    [InlineData("429 retry-after=soon", "--faults:1:17: error REH002: 'retry-after' needs a whole number of seconds\n  hint: write retry-after=2")]
    [InlineData("429 retry-after", "--faults:1:5: error REH002: 'retry-after' needs a whole number of seconds\n  hint: write retry-after=2")]
    [InlineData("hang retry-after=1", "--faults:1:6: error REH002: 'retry-after' belongs to a status, such as 429")]
    [InlineData("500,,hang", "--faults:1:5: error REH002: a step is empty\n  hint: write one fault between two commas, such as 500@10%")]
    public void A_mistake_is_shown_where_it_stands(string text, string expected)
    {
        var findings = new FindingList();

        Assert.Null(FaultScript.Parse(text, 7, findings));
        Assert.Equal(expected, Assert.Single(findings).ToString());
    }

    [Fact]
    public void All_mistakes_are_shown_at_once()
    {
        var findings = new FindingList();

        Assert.Null(FaultScript.Parse("hung, 429*x, slow retry=1", 7, findings));
        Assert.Equal(["REH001", "REH002", "REH002", "REH003"], findings.Select(finding => finding.Code.Id), StringComparer.Ordinal);
    }

    private static FaultScript Parse(string text, ulong seed = 7)
    {
        var findings = new FindingList();
        var script = FaultScript.Parse(text, seed, findings);
        Assert.Empty(findings);
        return script!;
    }

    private static List<int> Hits(FaultScript script) => [.. Enumerable.Range(1, 100_000).Where(number => script.For(number) is not null)];

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
}
