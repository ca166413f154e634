using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Events;

public class JsonTests
{
    public static TheoryData<string, Value> Golden => new()
    {
        { "null", Value.Null },
        { "true", Value.True },
        { "false", Value.False },
        { "0", Value.Of(0L) },
        { "-9223372036854775808", Value.Of(long.MinValue) },
        { "9223372036854775807", Value.Of(long.MaxValue) },
        { "12.50", Value.Of(12.50m) },
        { "-0.10", Value.Of(-0.10m) },
        { "0.00", Value.Of(0.00m) },
        { "7922816251426433759354395033.5", Value.Of(7922816251426433759354395033.5m) },
        { "0.0000000000000000000000000001", Value.Of(0.0000000000000000000000000001m) },
        { "-79228162514264337593543950335", Value.Of(decimal.MinValue) },
        { "1234567890123456789012345.678", Value.Of(1234567890123456789012345.678m) },
        { "0.1", Value.Of(0.1) },
        { "3", Value.Of(3.0) },
        { "1E+21", Value.Of(1e21) },
        { "5E-324", Value.Of(double.Epsilon) },
        { "1.7976931348623157E+308", Value.Of(double.MaxValue) },
        { "\"\"", Value.Of("") },
        { "\"abc\"", Value.Of("abc") },
        { "\"a\\\"b\\\\c/\"", Value.Of("a\"b\\c/") },
        { "\"\\b\\f\\n\\r\\t\"", Value.Of("\b\f\n\r\t") },
        { "\"\\u0000\\u001f\u007f\"", Value.Of("\0\u001f\u007f") },
        { "\"é€😀\u2028\"", Value.Of("é€😀\u2028") },
        { "\"1970-01-01T00:00:00Z\"", Value.OfTime(0, 0) },
        { "\"1969-12-31T23:59:59.999999999Z\"", Value.OfTime(-1, 999_999_999) },
        { "\"1969-12-31T00:00:00Z\"", Value.OfTime(-86_400, 0) },
        { "\"0001-01-01T00:00:00Z\"", Value.OfTime(-62_135_596_800, 0) },
        { "\"9999-12-31T23:59:59.999Z\"", Value.OfTime(253_402_300_799, 999_000_000) },
        { "\"2026-03-01T10:20:30.000001Z\"", Value.OfTime(1_772_360_430, 1_000) },
        { "\"2026-03-01T10:20:30.010Z\"", Value.OfTime(1_772_360_430, 10_000_000) },
        { "\"2026-03-01T10:20:30.000000001Z\"", Value.OfTime(1_772_360_430, 1) },
        { "\"1970-01-01T00:00:00.000500Z\"", Value.OfTime(0, 500_000) },
        { "\"2000-02-29\"", Value.OfDate(11_016) },
        { "\"0000-12-31\"", Value.OfDate(-719_163) },
        { "\"-000001-12-31\"", Value.OfDate(-719_529) },
        { "\"+010000-01-01\"", Value.OfDate(2_932_897) },
        { "\"PT0S\"", Value.OfDuration(0, 0) },
        { "\"PT0.5S\"", Value.OfDuration(0, 500_000_000) },
        { "\"-PT0.5S\"", Value.OfDuration(-1, 500_000_000) },
        { "\"-PT10S\"", Value.OfDuration(-10, 0) },
        { "\"-PT9.999999999S\"", Value.OfDuration(-10, 1) },
        { "\"PT1M\"", Value.OfDuration(60, 0) },
        { "\"PT1H0.25S\"", Value.OfDuration(3600, 250_000_000) },
        { "\"P1D\"", Value.OfDuration(86_400, 0) },
        { "\"P1DT2H\"", Value.OfDuration(93_600, 0) },
        { "\"P1DT0.000000001S\"", Value.OfDuration(86_400, 1) },
        { "\"-P1DT1H1M1S\"", Value.OfDuration(-90_061, 0) },
        { "\"P106751991167300DT15H30M7S\"", Value.OfDuration(long.MaxValue, 0) },
        { "\"-P106751991167300DT15H30M8S\"", Value.OfDuration(long.MinValue, 0) },
        { "\"\"", Value.OfBytes([], 0, 0) },
        { "\"AAEC/w==\"", Value.OfBytes([9, 0, 1, 2, 255, 9], 1, 4) },
        { "[]", Value.Of(Array.Empty<Value>()) },
        { "[1,null,[\"a\"]]", Value.Of(new[] { Value.Of(1L), Value.Null, Value.Of(new[] { Value.Of("a") }) }) },
        { "{}", Value.Of(new ValueObject([])) },
        { "{\"a\":1,\"b\\n\":null,\"c\":{\"d\":[]}}", Value.Of(Members(("a", Value.Of(1L)), ("b\n", Value.Null), ("c", Value.Of(Members(("d", Value.Of(Array.Empty<Value>()))))))) },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Every_kind_has_its_bytes(string expected, Value value)
    {
        Assert.Equal(expected, JsonText.Of(value));
        if (value.Kind is not ValueKind.Float) using (JsonDocument.Parse(expected)) { }
    }

    [Fact]
    public void Any_text_comes_back_from_another_reader()
    {
        var runes = Gen.OneOf(
            Gen.Choose(0, 0x7f),
            Gen.Choose(0, 0xffff),
            Gen.Choose(0, 0x10ffff)).Where(Rune.IsValid).Select(scalar => new Rune(scalar).ToString());
        Prop.ForAll(runes.ListOf().Select(string.Concat).ToArbitrary(), text =>
            Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonText.Of(Value.Of(text))))).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Elements("\"", "\\", "\n", "\0", "\u001f", "a", "é", "😀", "/", "").ListOf().Select(string.Concat).ToArbitrary(), text =>
            Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonText.Of(Value.Of(text))))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_decimal_leaves_with_its_digits() =>
        Prop.ForAll<decimal>(number => Assert.Equal(number.ToString(CultureInfo.InvariantCulture), JsonText.Of(Value.Of(number)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_finite_float_comes_back_bit_by_bit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(number.Get),
                BitConverter.DoubleToInt64Bits(JsonSerializer.Deserialize<double>(JsonText.Of(Value.Of(number.Get))))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_time_is_the_one_that_the_framework_writes() =>
        Prop.ForAll<DateTime>(moment =>
        {
            var utc = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
            var (seconds, ticks) = Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
            if (ticks < 0) (seconds, ticks) = (seconds - 1, ticks + TimeSpan.TicksPerSecond);

            var json = JsonText.Of(Value.OfTime(seconds, (int)ticks * 100));

            Assert.Equal(utc, DateTime.Parse(json.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            Assert.StartsWith(utc.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), json[1..], StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_duration_comes_back_from_the_frameworks_reader() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(0, 999_999_999).ToArbitrary(), (seconds, nanoseconds) =>
        {
            nanoseconds -= nanoseconds % 100;
            var json = JsonText.Of(Value.OfDuration(seconds, nanoseconds));
            Assert.Equal(new TimeSpan((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100)), System.Xml.XmlConvert.ToTimeSpan(json.Trim('"')));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_json_form_is_a_bug_of_the_caller(double number) =>
        Assert.Throws<InvalidOperationException>(() => JsonText.Of(Value.Of(number)));

    [Fact]
    public void A_problem_is_never_written() =>
        Assert.Throws<InvalidOperationException>(() => JsonText.Of(Value.Of(new Problem(RowCodes.NotThatType, "no"))));

    [Fact]
    public void A_time_beyond_the_calendar_does_not_wrap_around() =>
        Assert.Throws<OverflowException>(() => JsonText.Of(Value.OfTime(long.MaxValue, 0)));

    [Fact]
    public void A_long_name_is_written_whole()
    {
        var output = new ArrayBufferWriter<byte>();

        Json.Name(new string('é', 500) + "\"", output);

        Assert.Equal($"\"{new string('é', 500)}\\\"\":", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static ValueObject Members(params (string Name, Value Value)[] members) => new([.. members.Select(m => KeyValuePair.Create(m.Name, m.Value))]);
}
