namespace Loader.Tests.Testing;

/// <summary>What makes a test pass, and what is said when it does not.</summary>
public sealed class JudgeTests
{
    [Theory]
    [InlineData("row: { id: 1, name: ' Anna ', total: 12.50 }, expect: { name: Anna, total: 12.50, coupon: none }")]
    [InlineData("row: { id: 1, total: 12.50 }, expect: { name: null, place: { city: null } }")]
    [InlineData("row: { id: 1, name: A, total: 1, coupon: c, city: Rome, tag: t }, exactly: { name: A, total: 1, coupon: c, place: { city: Rome }, tags: [a, t] }")]
    [InlineData("row: { id: 1, name: abc }, expect: { name: '= \"ab\" | upper | lower | replace(\"b\", \"bc\")' }")]
    [InlineData("row: { id: 1, name: 007, city: true }, expect: { name: '007', place: { city: 'true' } }")]
    [InlineData("row: { id: 1, coupon: 'NULL' }, expect: { coupon: none }")]
    [InlineData("row: { id: 1, coupon: '\\=5' }, expect: { coupon: '\\=5' }")]
    [InlineData("row: { id: 1, status: open }, skipped: open")]
    [InlineData("row: { id: 1, total: -1 }, rejected: negative")]
    [InlineData("row: { id: 1, total: a lot }, failed: ROW001")]
    [InlineData("row: { id: 1, total: a lot }, failed: not a decimal")]
    [InlineData("row: { total: 1 }, failed: no key")]
    public async Task Passes(string test)
    {
        var tested = await Tested.OfAsync($"  - {{ name: t, {test} }}");

        Assert.Empty(tested.Findings.Where(finding => finding.Severity == Loader.Mappings.Findings.Severity.Error));
        Assert.Empty(tested.Differences);
    }

    [Theory]
    [InlineData("row: { id: 1, name: Anna }, expect: { name: Bea }", "t: name: expected \"Bea\", got \"Anna\"")]
    [InlineData("row: { id: 1 }, expect: { name: Bea }", "t: name: expected \"Bea\", got nothing")]
    [InlineData("row: { id: 1, name: A }, expect: { name: null }", "t: name: expected nothing, got \"A\"")]
    [InlineData("row: { id: 1, total: 12.50 }, expect: { total: 12.5 }", "t: total: expected 12.5, got 12.50")]
    [InlineData("row: { id: 1, total: 12 }, expect: { total: '12' }", "t: total: expected \"12\", got 12")]
    [InlineData("row: { id: 1, city: Rome }, expect: { place: { city: Oslo } }", "t: place.city: expected \"Oslo\", got \"Rome\"")]
    [InlineData("row: { id: 1, tag: t }, expect: { tags: [a, b] }", "t: tags[1]: expected \"b\", got \"t\"")]
    [InlineData("row: { id: 1, tag: t }, expect: { tags: [a] }", "t: tags: expected a list of 1 item, got a list of 2 items: [\"a\",\"t\"]")]
    [InlineData("row: { id: 1, name: A }, expect: { name: { first: A } }", "t: name: expected an object, got \"A\"")]
    [InlineData("row: { id: 1, tag: t, name: A }, exactly: { tags: [a, t], place: {} }", "t: name: expected nothing, got \"A\"", "t: coupon: expected nothing, got \"none\"")]
    [InlineData("row: { id: 1 }, expect: [ { coupon: none }, { coupon: none } ]", "t: : expected 2 events, got an event")]
    [InlineData("row: { id: 1, status: open }, expect: { name: A }", "t: : expected an event, got skipped: open")]
    [InlineData("row: { id: 1 }, skipped: open", "t: : expected skipped: open, got an event")]
    [InlineData("row: { id: 1, status: open }, rejected: negative", "t: : expected rejected: negative, got skipped: open")]
    [InlineData("row: { id: 1, total: -1 }, failed: ROW001", "t: reject.negative: expected failed: ROW001, got failed: ROW011: rejected by the rule 'negative'")]
    public async Task Fails(string test, params string[] differences)
    {
        var tested = await Tested.OfAsync($"  - {{ name: t, {test} }}");

        Assert.Equal(differences, tested.Differences);
    }

    [Fact]
    public async Task Every_difference_has_the_place_of_the_field_in_the_mapping()
    {
        var tested = await Tested.OfAsync("  - { row: { id: 1, city: Rome }, expect: { place: { city: Oslo }, coupon: c } }");

        Assert.Equal(
            [(6, 92), (6, 57)],
            tested.Run!.Results[0].Differences.Select(difference => (difference.Place!.Value.Line, difference.Place.Value.Column)));
    }

    [Fact]
    public async Task Defaults_hold_for_the_tests_below_and_a_row_goes_before_them()
    {
        var tested = await Tested.OfAsync("""
              - { name: before, row: { id: 1 }, expect: { name: null } }
              - defaults: { row: { id: 2, name: Anna, city: Rome } }
              - { name: below, row: { city: Oslo }, expect: { name: Anna, place: { city: Oslo } } }
              - defaults: { row: { name: Bea } }
              - { name: further, row: {}, expect: { name: Bea, place: { city: Rome } } }
            """);

        Assert.Equal(3, tested.Run!.Results.Count);
        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task The_digits_of_a_typed_source_are_those_of_the_test()
    {
        var tested = await Tested.OfMappingAsync("""
            from: { json: { path: no-such-file.ndjson } }
            key: = id
            event: { total: = total, sku: '= items[0].sku', at: = at + minutes(1) }
            to: { http: { url: "https://hooks.shop.example/orders" } }
            tests:
              - row: { id: 1, total: 12.50, items: [ { sku: S1 } ], at: '= time("2026-03-01T10:00:00Z")' }
                expect: { total: 12.50, sku: S1, at: 2026-03-01T10:01:00Z }
            """);

        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task Two_thousand_tests_keep_their_order()
    {
        var tests =
            string.Concat(
                Enumerable.Range(0, 2_000).Select(i => $"  - {{ name: t{i}, row: {{ id: {i}, name: n{i} }}, expect: {{ name: n{(i % 500 == 0 ? -1 : i)} }} }}\n"));

        var tested = await Tested.OfAsync(tests);

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"t{i}"), tested.Run!.Results.Select(result => result.Test.Name));
        Assert.Equal(["t0", "t500", "t1000", "t1500"], tested.Run.Results.Where(result => !result.Passed).Select(result => result.Test.Name));
    }
}
