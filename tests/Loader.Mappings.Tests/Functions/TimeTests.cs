using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Functions;
using Loader.Mappings.Functions.Times;
using Loader.Mappings.Rows;
using Loader.Mappings.Tests.Expressions;
using NodaTime;
using NodaTime.Text;

namespace Loader.Mappings.Tests.Functions;

public class TimeTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Theory]
    [InlineData("2026-03-01T10:00:00Z", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("2026-03-01 10:00Z", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("2026-03-01T10:00:00.123456789+01:30", "\"2026-03-01T08:30:00.123456789Z\"")]
    [InlineData("2026-03-01T10:00:00,5-0800", "\"2026-03-01T18:00:00.500Z\"")]
    [InlineData("2026-03-01t10:00:00+01", "\"2026-03-01T09:00:00Z\"")]
    [InlineData("0001-01-01T00:00:00Z", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("0001-01-01T00:00:00+01:00", "ROW002")]
    [InlineData("9999-12-31T23:59:59-00:01", "ROW002")]
    [InlineData("2026-02-29T00:00:00Z", "ROW001")]
    [InlineData("2024-02-29T00:00:00Z", "\"2024-02-29T00:00:00Z\"")]
    [InlineData("2026-03-01", "ROW001")]
    [InlineData("2026-03-01T24:00:00Z", "ROW001")]
    [InlineData("2026-03-01T23:59:60Z", "ROW001")]
    [InlineData("2026-03-01T10:00:00.Z", "ROW001")]
    [InlineData("2026-03-01T10:00:00.1234567890Z", "ROW001")]
    [InlineData("2026-03-01T10:00:00+1", "ROW001")]
    [InlineData("2026-03-01T10:00:00+19:00", "ROW001")]
    [InlineData("2026-03-01T10:00:00Z ", "ROW001")]
    [InlineData("2026-3-1T10:00:00Z", "ROW001")]
    [InlineData("", "ROW001")]
    public void Iso_times(string text, string expected) => Assert.Equal(expected, Evaluated.Json("cell | time", ("cell", Value.Of(text))));

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2026-03-01 10:00:00", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fff", "2026-03-01T10:00:00.120", "\"2026-03-01T10:00:00.120Z\"")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.FFF", "2026-03-01T10:00:00.12", "\"2026-03-01T10:00:00.120Z\"")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.FFF", "2026-03-01T10:00:00", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.FFF", "2026-03-01T10:00:00.1234", "ROW001")]
    [InlineData("yyyy-MM-dd HH:mm:ss.fffffffff", "2026-03-01 10:00:00.000000001", "\"2026-03-01T10:00:00.000000001Z\"")]
    [InlineData("d/M/yyyy H:m", "1/3/2026 9:05", "\"2026-03-01T09:05:00Z\"")]
    [InlineData("d/M/yyyy", "31/12/2026", "\"2026-12-31T00:00:00Z\"")]
    [InlineData("dd/MM/yyyy", "1/3/2026", "ROW001")]
    [InlineData("dd/MM/yyyy", "12/31/2026", "ROW001")]
    [InlineData("dd/MM/yy", "01/03/49", "\"2049-03-01T00:00:00Z\"")]
    [InlineData("dd/MM/yy", "01/03/50", "\"1950-03-01T00:00:00Z\"")]
    [InlineData("yyyyMMddHHmmss", "20260301100000", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("MM/dd/yyyy hh:mm tt", "03/01/2026 12:00 AM", "\"2026-03-01T00:00:00Z\"")]
    [InlineData("MM/dd/yyyy hh:mm tt", "03/01/2026 12:30 pm", "\"2026-03-01T12:30:00Z\"")]
    [InlineData("MM/dd/yyyy hh:mm tt", "03/01/2026 13:00 PM", "ROW001")]
    [InlineData("MMMM d, yyyy", "march 1, 2026", "\"2026-03-01T00:00:00Z\"")]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss 'GMT'", "Sun, 01 Mar 2026 10:00:00 GMT", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss 'GMT'", "Mon, 01 Mar 2026 10:00:00 GMT", "ROW001")]
    [InlineData("yyyy-MM-dd HH:mm:sszzz", "2026-03-01 10:00:00-05:00", "\"2026-03-01T15:00:00Z\"")]
    [InlineData("yyyy-MM-dd HH:mm:sszzz", "2026-03-01 10:00:00", "ROW001")]
    [InlineData("yyyy-MM-dd HH:mm:ssK", "2026-03-01 10:00:00", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("yyyy-MM-dd HH:mm:ssK", "2026-03-01 10:00:00+02:00", "\"2026-03-01T08:00:00Z\"")]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "2026-03-01T10:00:00Z", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("yyyy'年'MM'月'dd'日'", "2026年03月01日", "\"2026-03-01T00:00:00Z\"")]
    [InlineData("yyyy-MM-dd", "2026-03-01 ", "ROW001")]
    [InlineData("yyyy-MM-dd", "0000-03-01", "ROW001")]
    public void Times_by_a_format_in_UTC(string format, string text, string expected) =>
        Assert.Equal(expected, Evaluated.Json($"cell | time(\"{format}\", \"UTC\")", ("cell", Value.Of(text))));

    [Theory]

    // Europe/Rome: 02:00 to 03:00 does not exist on 29 March and exists twice on 25 October 2026.
    [InlineData("Europe/Rome", "2026-03-29 01:59:59", "", "\"2026-03-29T00:59:59Z\"")]
    [InlineData("Europe/Rome", "2026-03-29 02:00:00", "", "ROW004")]
    [InlineData("Europe/Rome", "2026-03-29 02:59:59", "", "ROW004")]
    [InlineData("Europe/Rome", "2026-03-29 03:00:00", "", "\"2026-03-29T01:00:00Z\"")]
    [InlineData("Europe/Rome", "2026-03-29 02:30:00", "shift", "\"2026-03-29T01:30:00Z\"")]
    [InlineData("Europe/Rome", "2026-03-29 02:30:00", "earlier", "ROW004")]
    [InlineData("Europe/Rome", "2026-03-29 02:30:00", "later", "ROW004")]
    [InlineData("Europe/Rome", "2026-10-25 01:59:59", "", "\"2026-10-24T23:59:59Z\"")]
    [InlineData("Europe/Rome", "2026-10-25 02:00:00", "", "ROW004")]
    [InlineData("Europe/Rome", "2026-10-25 02:30:00", "earlier", "\"2026-10-25T00:30:00Z\"")]
    [InlineData("Europe/Rome", "2026-10-25 02:30:00", "later", "\"2026-10-25T01:30:00Z\"")]
    [InlineData("Europe/Rome", "2026-10-25 02:30:00", "shift", "\"2026-10-25T00:30:00Z\"")]
    [InlineData("Europe/Rome", "2026-10-25 03:00:00", "", "\"2026-10-25T02:00:00Z\"")]

    // America/New_York: 8 March and 1 November 2026.
    [InlineData("America/New_York", "2026-03-08 02:30:00", "", "ROW004")]
    [InlineData("America/New_York", "2026-03-08 02:30:00", "shift", "\"2026-03-08T07:30:00Z\"")]
    [InlineData("America/New_York", "2026-11-01 01:30:00", "", "ROW004")]
    [InlineData("America/New_York", "2026-11-01 01:30:00", "earlier", "\"2026-11-01T05:30:00Z\"")]
    [InlineData("America/New_York", "2026-11-01 01:30:00", "later", "\"2026-11-01T06:30:00Z\"")]

    // Australia/Lord_Howe moves its clocks by half an hour: 5 April and 4 October 2026.
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15:00", "", "ROW004")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15:00", "shift", "\"2026-10-03T15:45:00Z\"")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:30:00", "", "\"2026-10-03T15:30:00Z\"")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45:00", "", "ROW004")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45:00", "earlier", "\"2026-04-04T14:45:00Z\"")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45:00", "later", "\"2026-04-04T15:15:00Z\"")]
    [InlineData("Pacific/Apia", "2011-12-30 12:00:00", "", "ROW004")]
    [InlineData("Europe/Rome", "1880-01-01 00:00:00", "", "\"1879-12-31T23:10:04Z\"")]
    [InlineData("Europe/Rome", "2150-07-01 12:00:00", "", "\"2150-07-01T10:00:00Z\"")]
    [InlineData("+05:30", "2026-03-01 10:00:00", "", "\"2026-03-01T04:30:00Z\"")]
    [InlineData("-03:00", "2026-03-01 10:00:00", "", "\"2026-03-01T13:00:00Z\"")]
    public void Local_times_around_a_change_of_clocks(string zone, string text, string choice, string expected) =>
        Assert.Equal(expected, Evaluated.Json($"cell | time(\"iso\", \"{zone}\"{(choice.Length == 0 ? "" : $", \"{choice}\"")})", ("cell", Value.Of(text))));

    [Fact]
    public void A_zone_agrees_with_NodaTime_for_every_local_time_and_instant()
    {
        var zones = new[] { "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu", "UTC" }
            .Select(name => (Zone: Zone.Find(name)!, Rules: DateTimeZoneProviders.Tzdb[name])).ToArray();

        // Anywhere in 1700 to 2300, and near the changes of the years in which most data lies.
        var anywhere = from day in Gen.Choose(-98_000, 120_000) from second in Gen.Choose(0, 86_399) select (day * 86_400L) + second;
        var near = from zone in Gen.Elements(zones)
                   from change in Gen.Elements(zone.Rules.GetZoneIntervals(
                       Instant.FromUtc(1890, 1, 1, 0, 0),
                       Instant.FromUtc(2110, 1, 1, 0, 0)).Where(interval => interval.HasStart).Select(interval => interval.Start.ToUnixTimeSeconds()).DefaultIfEmpty(0).ToArray())
                   from second in Gen.Choose(-50_000, 50_000)
                   select change + second;
        Check.One(Many, Prop.ForAll(Gen.Elements(zones).ToArbitrary(), Gen.OneOf(anywhere, near).ToArbitrary(), (zone, seconds) =>
        {
            var local = new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(seconds);
            var mapping = zone.Rules.MapLocal(local);
            var count = zone.Zone.Instants(seconds, out var first, out var second);
            var same = count == mapping.Count
                && (count == 0 || first == mapping.First().ToInstant().ToUnixTimeSeconds())
                && (count < 2 || second == mapping.Last().ToInstant().ToUnixTimeSeconds())
                && (count > 0 || first == local.InZoneLeniently(zone.Rules).ToInstant().ToUnixTimeSeconds());
            return same && zone.Zone.OffsetAt(seconds) == zone.Rules.GetUtcOffset(Instant.FromUnixTimeSeconds(seconds)).Seconds;
        }));
    }

    [Fact]
    public void An_instant_written_with_its_offset_is_read_back_in_every_zone()
    {
        var instants = from second in Gen.Choose(0, int.MaxValue) from nanosecond in Gen.Choose(0, 999_999_999) select (second, nanosecond);
        Check.One(Many, Prop.ForAll(instants.ToArbitrary(), Gen.Elements("Europe/Rome", "America/New_York", "Australia/Lord_Howe").ToArbitrary(), (instant, zone) =>
        {
            var time = Value.OfTime(instant.second, instant.nanosecond);
            var read = Evaluated.Of(
                $"cell | format_time(\"ddd dd MMM yyyy h:mm:ss.fffffffff tt zzz\", \"{zone}\") | time(\"ddd dd MMM yyyy h:mm:ss.fffffffff tt zzz\")",
                ("cell", time));
            return read == time;
        }));
    }

    [Fact]
    public void The_text_of_a_time_or_date_is_what_the_events_write()
    {
        var fractions = Gen.Elements(0, 1, 1_000, 7_000_000, 120_000_000, 999_999_999, 999_999_000);
        var seconds = Gen.OneOf(
            Gen.Choose(int.MinValue, int.MaxValue).Select(second => (long)second),
            Gen.Elements(TimeRange.FirstSecond, TimeRange.LastSecond, -1, 0));
        Check.One(Many, Prop.ForAll(seconds.ToArbitrary(), fractions.ToArbitrary(), (second, fraction) =>
        {
            var time = Value.OfTime(second, fraction);
            var date = Value.OfDate((int)(second / 86_400));
            return "\"" + Evaluated.Of("\"{cell}\"", ("cell", time)).Text + "\"" == Evaluated.Shown(time)
                && "\"" + Evaluated.Of("\"{cell}\"", ("cell", date)).Text + "\"" == Evaluated.Shown(date);
        }));
    }

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss.fff")]
    [InlineData("dddd d MMMM yyyy h:m:s tt")]
    [InlineData("ddd dd MMM yy hh:mm:ss")]
    [InlineData("M/d/yyyy H:mm:ss.FFFFFF")]
    public void Formats_write_what_NodaTime_writes(string format)
    {
        var pattern = InstantPattern.CreateWithInvariantCulture(format);
        Check.One(Many, Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seconds =>
            Evaluated.Of($"cell | format_time(\"{format}\")", ("cell", Value.OfTime(seconds, 7_000_000))).Text
                == pattern.Format(Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(7_000_000))));
    }
}
