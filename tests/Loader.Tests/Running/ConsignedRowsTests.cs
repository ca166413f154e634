using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Reports;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>
/// Whatever groups and events there are and whatever goes wrong: every row has one outcome, a group has one for all its rows, the collector's own list
/// says the same as the books, and how many senders there are changes no payload.
/// </summary>
public sealed class ConsignedRowsTests
{
    private enum Kind
    {
        Good,
        LeftOut,
        Negative,
        Refused,
        Lost,
    }

    [Fact]
    public void A_group_arrives_whole_or_not_at_all_and_the_books_say_which()
    {
        var runs =
            from groups in Gen.ListOf(
                from kind in Gen.Frequency((5, Gen.Constant(Kind.Good)), (1, Gen.Elements(Enum.GetValues<Kind>())))
                from rows in Gen.Choose(1, 5)
                from odd in Gen.Choose(0, 4)
                select (kind, rows, odd % rows))
            from parallel in Gen.Elements(1, 16)
            select new Mix([.. groups], parallel);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8).WithStartSize(4).WithEndSize(16), Prop.ForAll(runs.ToArbitrary(), mix => CheckGroups(mix)));
    }

    [Fact]
    public void A_rows_events_arrive_all_or_it_is_not_sent_and_no_event_twice()
    {
        var runs =
            from rows in Gen.ListOf(
                from kind in Gen.Frequency((5, Gen.Constant(Kind.Good)), (1, Gen.Elements(Enum.GetValues<Kind>())))
                from events in Gen.Choose(0, 3)
                select (kind, events, 0))
            from parallel in Gen.Elements(1, 16)
            select new Mix([.. rows], parallel);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8).WithStartSize(4).WithEndSize(16), Prop.ForAll(runs.ToArbitrary(), mix => CheckEvents(mix)));
    }

    private static async Task CheckGroups(Mix mix)
    {
        if (mix.Units.Length == 0) return;
        var text = new StringBuilder("id,number\n");
        for (var g = 0; g < mix.Units.Length; g++)
        {
            var (kind, rows, odd) = mix.Units[g];
            for (var r = 0; r < rows; r++)
            {
                var number = r != odd ? "1" : kind switch { Kind.LeftOut => "0", Kind.Negative => "-1", _ => "1" };
                text.Append(CultureInfo.InvariantCulture, $"{Id(kind, g)},{number}\n");
            }
        }

        const string Rules = "columns: { number: integer }\ngroup: = id\nskip: { left_out: = number == 0 }\nreject: { negative: = number < 0 }";
        string?[] hashes = [null, null];
        foreach (var parallel in new[] { 1, mix.Parallel })
        {
            await using var run = await Ran.Of(text.ToString(), mapping => mapping.Replace("key: = id", Rules, StringComparison.Ordinal), parallel);
            hashes[parallel == 1 ? 0 : 1] = run.Report.PayloadHash;
            var at = 0;
            for (var g = 0; g < mix.Units.Length; g++)
            {
                var (kind, rows, odd) = mix.Units[g];
                var states = run.States.Substring(at, rows);
                at += rows;
                var other = kind switch { Kind.Negative => 'f', Kind.Refused => 'f', Kind.Lost => 'u', _ => 's' };
                for (var r = 0; r < rows; r++) Assert.Equal(kind == Kind.LeftOut && r == odd ? 'k' : other, states[r]);
                Assert.Equal(other == 's' && states.Contains('s', StringComparison.Ordinal), run.Accepted.Contains(Id(kind, g)));
            }

            Assert.Equal(run.Accepted.Count, run.Accepted.Distinct().Count());
            Assert.True(run.Report.Balances);
        }

        Assert.Equal(hashes[0], hashes[1] ?? hashes[0]);
    }

    private static async Task CheckEvents(Mix mix)
    {
        if (mix.Units.Length == 0) return;
        var text = new StringBuilder("id,number\n");
        for (var i = 0; i < mix.Units.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{Id(mix.Units[i].Kind, i)},{mix.Units[i].Rows}\n");
        const string Two = "events: [ { name: a, when: = number > 0, event: { id: = id } }, { name: b, when: = number > 1, event: { id: = id } }, { "
            + "name: c, when: = number > 2, event: { id: = id } } ]";
        string?[] hashes = [null, null];
        foreach (var parallel in new[] { 1, mix.Parallel })
        {
            await using var run = await Ran.Of(
                text.ToString(),
                mapping => mapping.Replace(
                    "event: { id: = id }",
                    "columns: { number: integer }\n" + Two,
                    StringComparison.Ordinal).Replace(
                        "key: = id",
                        "key: = id\nskip:\n  left_out: = contains(id, \"LeftOut\")\nreject:\n  negative: = contains(id, \"Negative\")",
                        StringComparison.Ordinal),
                parallel);
            hashes[parallel == 1 ? 0 : 1] = run.Report.PayloadHash;
            for (var i = 0; i < mix.Units.Length; i++)
            {
                var (kind, events, _) = mix.Units[i];
                var expected = kind switch
                {
                    Kind.LeftOut => 'k',
                    Kind.Negative => 'f',
                    _ when events == 0 => 'k',
                    Kind.Refused => 'f',
                    Kind.Lost => 'u',
                    _ => 's',
                };
                Assert.Equal(expected, run.States[i]);
                if (expected == 's')
                    Assert.Equal(
                        new[] { "a", "b", "c" }.Take(events),
                        run.Accepted
                            .Where(key => key.StartsWith(Id(kind, i) + "/", StringComparison.Ordinal))
                            .Select(key => key[^1..])
                            .Order(StringComparer.Ordinal));
            }

            Assert.Equal(run.Accepted.Count, run.Accepted.Distinct().Count());
            Assert.True(run.Report.Balances);
        }

        Assert.Equal(hashes[0], hashes[1] ?? hashes[0]);
    }

    private static string Id(Kind kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D4}");

    private sealed record Mix((Kind Kind, int Rows, int Odd)[] Units, int Parallel)
    {
        public override string ToString() => $"{string.Join(' ', Units)} | parallel {Parallel}";
    }

    /// <summary>One run to its end, and what the collector accepted.</summary>
    private sealed record Ran(Report Report, string States, IReadOnlyCollection<string> Accepted, Collector Collector, LoadPlace Place) : IAsyncDisposable
    {
        public static async Task<Ran> Of(string rows, Func<string, string> mapping, int parallel)
        {
            var accepted = new ConcurrentQueue<string>();
            var collector = await Collector.StartAsync((context, body) =>
            {
                var key = JsonSerializer.Deserialize<string[]>(body)![0];
                if (key.StartsWith(nameof(Kind.Lost), StringComparison.Ordinal)) context.Abort();
                else if (key.StartsWith(nameof(Kind.Refused), StringComparison.Ordinal)) context.Response.StatusCode = 400;
                else accepted.Enqueue(key);
                return Task.CompletedTask;
            });
            var place = new LoadPlace();
            place.Use(new ListDestination(collector.Address));
            place.WriteIds(["x"], "uncertain: hold");
            place.Write("rows.csv", rows);
            place.Write("mapping.yaml", mapping(File.ReadAllText(place["mapping.yaml"])));
            var report = await place.Run(flags => flags with { Parallel = FormattableString.Invariant($"{parallel}"), MaxFailed = "100%" });
            return new(report, place.States(report.Counts.Read), accepted, collector, place);
        }

        public async ValueTask DisposeAsync()
        {
            await Collector.DisposeAsync();
            Place.Dispose();
        }
    }
}
