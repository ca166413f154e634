namespace Loader.Tests.Testing;

/// <summary>What tests run in: a clock, an environment and a destination of their own.</summary>
public sealed class SettingTests
{
    private const string Dated = """
        from: { csv: { path: no-such-file.csv } }
        columns: { at: time }
        key: = id
        event: { at: = at, age: = now - at }
        to: { http: { url: "https://hooks.shop.example/orders", time: at, max_age: 7d, max_ahead: 1m, required: [at] } }
        tests:

        """;

    private const string Secret = """
        from: { csv: { path: "${SOURCE}" } }
        key: = id
        event: { mark: '= hmac_sha256(id, secret("MARK"))', of: '= secret("MARK")' }
        to: { http: { url: "https://${HOST}/orders" } }
        tests:

        """;

    [Fact]
    public async Task The_age_of_events_is_that_of_the_tests_own_day()
    {
        var tested = await Tested.OfMappingAsync(Dated + """
              - { name: young, now: 2026-03-02, row: { id: 1, at: 2026-03-01T10:00:00Z }, expect: { age: PT14H } }
              - { name: old, now: 2026-04-01T00:00:00Z, row: { id: 1, at: 2026-03-01T10:00:00Z }, skipped: too_old }
              - { name: ahead, now: 2026-02-01T00:00:00+01:00, row: { id: 1, at: 2026-03-01T10:00:00Z }, failed: future }
            """);

        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task A_test_without_a_day_of_its_own_says_so_when_ages_matter()
    {
        var tested = await Tested.OfMappingAsync(Dated + "  - { row: { id: 1, at: 2026-03-01T10:00:00Z }, expect: { at: 2026-03-01T10:00:00Z } }");

        Assert.Contains("this test runs at 2026-01-01T00:00:00Z", Assert.Single(tested.Run!.Results[0].Differences).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_those_of_the_test_or_a_stand_in()
    {
        var tested = await Tested.OfMappingAsync(Secret + """
              - { name: stand-in, row: { id: 1 }, expect: { of: stand-in for a secret } }
              - { name: own, env: { MARK: not the real one }, row: { id: 1 }, expect: { of: not the real one, mark: '= hmac_sha256("1", "not the real one")' } }
            """);

        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task An_event_that_the_destination_refuses_fails_its_test_unless_it_says_otherwise()
    {
        var tested = await Tested.OfMappingAsync(Dated + """
              - { name: refused, row: { id: 1 }, expect: { at: null } }
              - { name: not asked, contract: false, row: { id: 1 }, expect: { at: null } }
            """);

        Assert.Equal(["refused: at: expected an event, got failed: HTTP001: at is empty"], tested.Differences);
    }

    [Fact]
    public async Task Groups_take_rows_and_give_their_events_in_order()
    {
        var tested = await Tested.OfMappingAsync("""
            from: { csv: { path: no-such-file.csv } }
            columns: { price: decimal }
            group: = order_id
            skip: { gift: = sku == "GIFT" }
            event: { order: = order_id, total: '= sum(rows, price)', lines: = count(rows) }
            to: { http: { url: "https://hooks.shop.example/orders" } }
            tests:
              - name: two groups
                rows:
                  - { order_id: A, sku: S, price: 1.50 }
                  - { order_id: A, sku: GIFT }
                  - { order_id: A, sku: T, price: 2.00 }
                  - { order_id: B, sku: S, price: 9 }
                expect: [ { order: A, total: 3.50, lines: 2 }, { order: B, lines: 1 } ]
              - name: only gifts
                row: { order_id: A, sku: GIFT }
                skipped: gift
              - name: a key that comes back
                rows: [ { order_id: A }, { order_id: B }, { order_id: A } ]
                failed: came before
            """);

        Assert.Empty(tested.Differences);
    }

    [Fact]
    public async Task A_file_has_a_test_in_each_line()
    {
        var mapping = Tested.Mapping + """
            tests:
              - { cases: FOLDER/cases.csv, row: { city: Rome } }
            """;
        const string Cases = """
            name,id,status,total,expect.total,expect.coupon,expect.place.city,skipped,rejected,row.name
            paid,1,paid,12.50,12.50,none,Rome,,,Anna
            open,2,open,,,,,open,,
            less than nothing,3,paid,-1,,,,,negative,
            other digits,4,paid,12.50,12.5,,,,,
            no total,5,paid,,null,,,,,
            """;

        var tested = await Tested.OfMappingAsync(mapping, ("cases.csv", Cases));

        Assert.Equal(["other digits: total: expected \"12.5\", got 12.50"], tested.Differences);
        Assert.Equal(5, tested.Run!.Results.Count);
        Assert.EndsWith("cases.csv:5", tested.Run.Results[3].Test.Rule.Place.ToString(), StringComparison.Ordinal);
    }
}
