using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loader.Sending;

namespace Loader.Tests.Sending;

public sealed class HalvingTests
{
    [Fact]
    public void It_finds_every_bad_event_and_no_other_within_the_promised_number_of_requests() =>
        Prop.ForAll(Gen.Choose(2, 600).ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (events, many, seed) =>
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, many).Select(_ => random.Next(events)).ToHashSet();
            var (sent, found, requests) = Run(events, bad);

            var depth = Math.Ceiling(Math.Log2(events));
            var allowed = bad.Count == 1 ? depth + 3 : (2 * bad.Count * depth) + bad.Count + Math.Floor(Math.Log2(bad.Count)) + 1;
            return found.SetEquals(bad) && sent.Count == events - bad.Count && sent.SequenceEqual(sent.Order()) && requests <= allowed;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2, "0", 3)]
    [InlineData(2, "1", 3)]
    [InlineData(512, "511", 11)] // always the right half: known bad without asking, only the last one is asked for its reason
    [InlineData(512, "0", 11)] // always the left half, then everything behind it at once
    [InlineData(512, "200", 11)]
    [InlineData(512, "0 511", 29)]
    [InlineData(512, "10 11 12", 23)]
    [InlineData(512, "5 100 300 500", 51)]
    [InlineData(8, "0 1 2 3 4 5 6 7", 17)] // all of them: hardly more than the fifteen of plain halving
    public void Few_bad_events_take_few_requests(int events, string bad, int expected)
    {
        var places = bad.Split(' ').Select(place => int.Parse(place, CultureInfo.InvariantCulture)).ToHashSet();
        var (sent, found, requests) = Run(events, places);

        Assert.True(found.SetEquals(places));
        Assert.Equal(events - places.Count, sent.Count);
        Assert.Equal(expected, requests);
    }

    [Fact]
    public void A_request_full_of_bad_events_costs_little_more_than_plain_halving()
    {
        var (_, found, requests) = Run(512, [.. Enumerable.Range(0, 512)]);

        Assert.Equal(512, found.Count);
        Assert.InRange(requests, 1023, 1023 + 10);
    }

    [Fact]
    public void A_whole_that_is_refused_though_its_parts_are_not_ends_too()
    {
        var halving = new Halving();
        halving.Begin(8);
        var seen = new List<int>();
        while (halving.TryNext(out var start, out var count))
        {
            seen.AddRange(Enumerable.Range(start, count));
            halving.Accepted();
        }

        Assert.Equal(Enumerable.Range(0, 8), seen);
    }

    private static (List<int> Sent, HashSet<int> Found, int Requests) Run(int events, HashSet<int> bad)
    {
        var halving = new Halving();
        var sent = new List<int>();
        var found = new HashSet<int>();
        var requests = 1;
        halving.Begin(events);
        while (halving.TryNext(out var start, out var count))
        {
            requests++;
            var part = Enumerable.Range(start, count).ToList();
            if (!part.Exists(bad.Contains))
            {
                sent.AddRange(part);
                halving.Accepted();
            }
            else
            {
                halving.Refused();
                if (count == 1) found.Add(start);
            }
        }

        return (sent, found, requests);
    }
}
