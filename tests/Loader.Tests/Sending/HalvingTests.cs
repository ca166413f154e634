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

            var allowed = (2 * bad.Count * Math.Ceiling(Math.Log2(events))) + bad.Count;
            return found.SetEquals(bad) && sent.Count == events - bad.Count && sent.SequenceEqual(sent.Order()) && requests <= allowed;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(500, 499, 11)] // always the right half: known bad without asking, only the last one is asked for its reason
    [InlineData(512, 0, 19)] // always the left half: each right one has to be asked as well
    public void One_bad_event_takes_few_requests(int events, int bad, int expected) =>
        Assert.Equal(expected, Run(events, [bad]).Requests);

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
            else if (count > 1)
            {
                halving.Refused();
            }
            else
            {
                found.Add(start);
            }
        }

        return (sent, found, requests);
    }
}
