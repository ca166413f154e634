using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Rows;

public class CalendarTests
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    [Fact]
    public void Every_100th_day_of_10000_years_is_the_frameworks()
    {
        for (var date = DateTime.MinValue; date < DateTime.MaxValue.AddDays(-100); date = date.AddDays(100)) AssertSame(date);
    }

    [Fact]
    public void Every_day_around_leap_years_is_the_frameworks()
    {
        foreach (var year in new[] { 1, 4, 100, 400, 1600, 1700, 1900, 1969, 1970, 1972, 2000, 2024, 2026, 2100, 9996, 9999 })
        {
            for (var day = 0; day < (DateTime.IsLeapYear(year) ? 366 : 365); day++) AssertSame(new DateTime(year, 1, 1).AddDays(day));
        }
    }

    [Fact]
    public void There_and_back_for_any_day_of_millions_of_years() =>
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), days =>
        {
            var (year, month, day) = Calendar.YearMonthDay(days);
            Assert.InRange(month, 1, 12);
            Assert.InRange(day, 1, Calendar.DaysInMonth(year, month));
            Assert.Equal(days, Calendar.DayNumber(year, month, day));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1900, 2, 28)]
    [InlineData(2000, 2, 29)]
    [InlineData(2024, 2, 29)]
    [InlineData(2026, 2, 28)]
    [InlineData(2026, 4, 30)]
    [InlineData(2026, 12, 31)]
    public void Months_have_their_days(int year, int month, int days) => Assert.Equal(days, Calendar.DaysInMonth(year, month));

    private static void AssertSame(DateTime date)
    {
        var days = (date - Epoch).Days;
        Assert.Equal((date.Year, date.Month, date.Day), Calendar.YearMonthDay(days));
        Assert.Equal(days, Calendar.DayNumber(date.Year, date.Month, date.Day));
    }
}
