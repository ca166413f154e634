using Loader.Mappings.Findings;

namespace Loader.Tests.Testing;

/// <summary>What tests have to exercise: fields, rules, both sides of every choice, defaults.</summary>
public sealed class CoverageTests
{
    [Theory]
    [InlineData("name", "a", "b")]
    [InlineData("name", "", "", "x never has a value")]
    [InlineData("name ?? \"none\"", "a", "", new string[0])]
    [InlineData("name ?? \"none\"", "a", "b", "name is never null, so what stands for it is never used")]
    [InlineData("name ?? \"none\"", "", "", "name is always null")]
    [InlineData("coalesce(name, id)", "a", "a", "name is never null, so what stands for it is never used")]
    [InlineData("default(name, \"none\")", "a", "a", "name is never null or empty, so what stands for it is never used")]
    [InlineData("if(name == \"a\", 1, 2)", "a", "b", new string[0])]
    [InlineData("if(name == \"a\", 1, 2)", "a", "a", "name == \"a\" always holds")]
    [InlineData("if(name == \"a\", 1, 2)", "", "b", "name == \"a\" never holds")]
    [InlineData("case(name == \"a\", 1, name == \"b\", 2, 3)", "a", "b", "name == \"b\" always holds when it is asked, so no row gets what follows")]
    [InlineData("case(name == \"a\", 1, name == \"b\", 2, 3)", "a", "c", "name == \"b\" never holds")]
    [InlineData("try(integer(name), 0)", "1", "2", "integer(name) never fails, so what 'try' gives then is never used")]
    [InlineData("try(integer(name), 0)", "1", "x", new string[0])]
    [InlineData("(name | trim) ?? \"a\" | upper", "a", "b", "name | trim is never null, so what stands for it is never used")]
    [InlineData("if(1 == 1, \"same\", \"other\")", "a", "b", new string[0])]
    public async Task Branches(string expression, string first, string second, params string[] unreached)
    {
        var tested = await Tested.OfMappingAsync($$"""
            from: { csv: { path: no-such-file.csv } }
            key: = id
            event:
              x: '= {{expression}}'
            to: { http: { url: "https://hooks.shop.example/orders" } }
            tests:
              - { row: { id: 1, name: "{{first}}" }, contract: false, expect: {} }
              - { row: { id: 2, name: "{{second}}" }, contract: false, expect: {} }
            """);

        Assert.Empty(tested.Differences);
        Assert.Equal(unreached, tested.Unreached);
    }

    [Fact]
    public async Task Rules_conditions_elements_and_defaults()
    {
        const string Mapping = """
            from: { json: { path: no-such-file.ndjson } }
            columns: { quantity: { type: integer, default: 1 } }
            key: = id
            skip: { a: '= kind == "a"' }
            reject: { b: '= kind == "b"' }
            events:
              - name: one
                when: '= kind == "c"'
                event: { q: = quantity }
              - name: two
                event:
                  list:
                    each: = items
                    when: = n > 1
                    as: { n: = n, m: = m }
            to: { http: { url: "https://hooks.shop.example/orders" } }
            tests:
              - { row: { id: 1, kind: c, quantity: "2", items: [ { n: 2 } ] }, expect: [ { q: 2 }, { list: [ { n: 2 } ] } ] }

            """;

        var tested = await Tested.OfMappingAsync(Mapping);
        var further = await Tested.OfMappingAsync(Mapping + """
              - { row: { id: 1, kind: d, items: [ { n: 1 }, { n: 2, m: 3 } ] }, expect: { list: [ { m: 3 } ] } }
              - { row: { id: 1, kind: a }, skipped: a }
              - { row: { id: 1, kind: b }, rejected: b }
              - { row: { id: 1, kind: c }, expect: [ { q: 1 }, {} ] }
            """);

        Assert.Empty(tested.Differences);
        Assert.Equal(
        [
            "the default of column 'quantity' is never used", "skip.a never holds", "reject.b never holds", "one: when always holds", "two: list: when always holds",
            "two: list[].m never has a value",
        ], tested.Unreached);
        Assert.Empty(further.Differences);
        Assert.Empty(further.Unreached);
        Assert.Equal(100, further.Run!.Coverage.Percent);
    }

    [Fact]
    public async Task Without_tests_nothing_is_covered()
    {
        var tested = await Tested.OfMappingAsync(Tested.Mapping);

        Assert.Empty(tested.Run!.Results);
        Assert.Equal(0, tested.Run.Coverage.Reached);
        Assert.True(tested.Run.Coverage.Points.Count > 5);
    }

    [Fact]
    public void Percent_is_rounded_down_so_that_100_means_everything()
    {
        var points = Enumerable.Range(0, 2_000).Select(i => new Loader.Testing.CoveredPoint(Place.Of("m.yaml"), "", i > 0)).ToList();

        Assert.Equal("99.9% (1999 of 2000)", new Loader.Testing.Coverage(points).Words);
    }
}
