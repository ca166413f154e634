using System.Numerics;
using Loader.Parquet.Schemas;
using Loader.Parquet.Values;

namespace Loader.Parquet.Tests.Values;

public class ValueTests
{
    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-1, "1969-12-31")]
    [InlineData(11016, "2000-02-29")]
    [InlineData(-719528, "0000-01-01")]
    [InlineData(-719529, "-0001-12-31")]
    [InlineData(2932896, "9999-12-31")]
    [InlineData(2932897, "+10000-01-01")]
    [InlineData(int.MaxValue, "+5881580-07-11")]
    [InlineData(int.MinValue, "-5877641-06-23")]
    public void Days_become_dates_of_any_year(int days, string text) => Assert.Equal(text, new CalendarDate(days).ToString());

    [Fact]
    public void Dates_agree_with_the_runtime_where_it_has_them()
    {
        for (var day = 0; day <= DateOnly.MaxValue.DayNumber; day += 97)
        {
            var date = new CalendarDate(day - 719162);
            Assert.True(date.TryToDateOnly(out var same));
            Assert.Equal(DateOnly.FromDayNumber(day), same);
            Assert.Equal(same.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), date.ToString());
        }

        Assert.False(new CalendarDate(-719163).TryToDateOnly(out _));
        Assert.False(new CalendarDate(2932897).TryToDateOnly(out _));
    }

    [Theory]
    [InlineData(0, TimeUnit.Milliseconds, 3, "1970-01-01T00:00:00.000")]
    [InlineData(-1, TimeUnit.Milliseconds, 3, "1969-12-31T23:59:59.999")]
    [InlineData(-1, TimeUnit.Nanoseconds, 9, "1969-12-31T23:59:59.999999999")]
    [InlineData(-1, TimeUnit.Nanoseconds, 6, "1969-12-31T23:59:59.999999")]
    [InlineData(1_700_000_000_123_456, TimeUnit.Microseconds, 6, "2023-11-14T22:13:20.123456")]
    [InlineData(1_700_000_000_123_456, TimeUnit.Microseconds, 0, "2023-11-14T22:13:20")]
    [InlineData(long.MaxValue, TimeUnit.Nanoseconds, 9, "2262-04-11T23:47:16.854775807")]
    [InlineData(long.MinValue, TimeUnit.Milliseconds, 3, "-292275055-05-16T16:47:04.192")]
    public void Counts_of_units_become_timestamps(long count, TimeUnit unit, int digits, string text) =>
        Assert.Equal(text, Timestamp.From(count, unit).ToString(digits));

    [Fact]
    public void A_timestamp_is_a_DateTime_only_where_that_has_the_year()
    {
        Assert.True(Timestamp.From(1_700_000_000_123, TimeUnit.Milliseconds).TryToDateTime(out var value));
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, 123, DateTimeKind.Unspecified), value);
        Assert.False(Timestamp.From(long.MaxValue, TimeUnit.Milliseconds).TryToDateTime(out _));
        Assert.False(Timestamp.From(long.MinValue, TimeUnit.Microseconds).TryToDateTime(out _));
    }

    [Fact]
    public void An_INT96_keeps_its_nanoseconds_and_undoes_the_wrapping_of_Spark()
    {
        Assert.Equal("1970-01-01T00:00:00.123456789", Timestamp.FromInt96(123_456_789, 2440588).ToString());
        Assert.Equal("1969-12-31T23:59:59.999999999", Timestamp.FromInt96(-1, 2440588).ToString());
        Assert.Equal("+290000-12-30T23:00:00.000", Timestamp.FromInt96(unchecked((long)0xFFFFE26EC7B96000), unchecked((int)0xF9B0ABA8)).ToString(3));
    }

    [Theory]
    [InlineData(0, TimeUnit.Milliseconds, "00:00:00.000")]
    [InlineData(86_399_999_999, TimeUnit.Microseconds, "23:59:59.999999")]
    [InlineData(86_400_000_000_000, TimeUnit.Nanoseconds, "24:00:00.000000000")]
    public void Times_are_written_to_their_unit(long count, TimeUnit unit, string text)
    {
        var time = new TimeOfDay(count, unit);

        Assert.Equal(text, time.ToString());
        Assert.Equal(!text.StartsWith("24", StringComparison.Ordinal), time.TryToTimeOnly(out _));
    }

    [Theory]
    [InlineData("", 0, "0")]
    [InlineData("", 3, "0.000")]
    [InlineData("FF", 2, "-0.01")]
    [InlineData("80", 0, "-128")]
    [InlineData("0080", 1, "12.8")]
    [InlineData("04D2", 2, "12.34")]
    [InlineData("FFFFFFFFFFFFFFFFFB2E", 2, "-12.34")]
    [InlineData("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0, "170141183460469231731687303715884105727")]
    [InlineData("80000000000000000000000000000000", 0, "-170141183460469231731687303715884105728")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", 5, "0.00001")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0, "-1")]
    [InlineData("010000000000000000000000000000000000", 0, "87112285931760246646623899502532662132736")]
    [InlineData("FF0000000000000000000000000000000000", 1, "-8711228593176024664662389950253266213273.6")]
    public void Decimals_of_any_width_keep_their_digits(string bytes, int scale, string text)
    {
        var value = DecimalValue.Read(Convert.FromHexString(bytes), scale);

        Assert.Equal(text, value.ToString());
        Assert.Equal(BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture), value.Unscaled);
        Assert.Equal(scale, value.Scale);
    }

    [Theory]
    [InlineData("79228162514264337593543950335", true)]
    [InlineData("-79228162514264337593543950335", true)]
    [InlineData("79228162514264337593543950336", false)]
    [InlineData("-170141183460469231731687303715884105728", false)]
    public void A_decimal_fits_the_type_of_the_runtime_up_to_96_bits(string digits, bool fits)
    {
        var unscaled = Int128.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(fits, new DecimalValue(unscaled, 0).TryToDecimal(out var value));
        if (fits) Assert.Equal(digits, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.False(new DecimalValue(1, 29).TryToDecimal(out _));
    }

    [Fact]
    public void A_decimal_of_many_thousand_digits_is_refused() =>
        Assert.Throws<ParquetException>(() => DecimalValue.Read(Enumerable.Repeat((byte)1, 5000).ToArray(), 0));

    [Fact]
    public void An_interval_has_three_parts() =>
        Assert.Equal("P14M3DT0.250S", new Interval(14, 3, 250).ToString());
}
