using FsCheck;
using FsCheck.Fluent;
using Loader.Options;

namespace Loader.Tests.Options;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("30 s", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("0s", 0)]
    [InlineData("0.5ms", 0.5)]
    [InlineData("5m", 300_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("1_000ms", 1_000)]
    [InlineData("0.1s", 100)]
    public void A_length_of_time_has_a_number_and_a_unit(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Units.Duration(text)!.Value.TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1e3s")]
    [InlineData("1,5h")]
    [InlineData("1.2.3s")]
    [InlineData("30S")]
    [InlineData("5M")]
    [InlineData("30 seconds")]
    [InlineData("1m30s")]
    [InlineData("NaNs")]
    [InlineData("Infinitys")]
    [InlineData("99999999999999d")]
    [InlineData("999999999999999999999999999999999999s")]
    public void Anything_else_is_not_one(string text) => Assert.Null(Units.Duration(text));

    [Theory]
    [InlineData("1048576", 1_048_576)]
    [InlineData("1_048_576", 1_048_576)]
    [InlineData("3000000000", 3_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("500 KB", 500_000)]
    [InlineData("500kb", 500_000)]
    [InlineData("1 MB", 1_000_000)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("2 GiB", 2_147_483_648)]
    [InlineData("12 B", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_has_a_number_and_maybe_a_unit(string text, long bytes) => Assert.Equal(bytes, Units.Size(text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1 XB")]
    [InlineData("1 M")]
    [InlineData("KB")]
    [InlineData("1e6")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999 GB")]
    public void Any_other_text_is_not_a_size(string text) => Assert.Null(Units.Size(text));

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(250, "250ms")]
    [InlineData(1_000, "1s")]
    [InlineData(1_500, "1500ms")]
    [InlineData(90_000, "90s")]
    [InlineData(5_400_000, "90m")]
    [InlineData(86_400_000, "1d")]
    [InlineData(604_800_000, "7d")]
    public void Times_are_shown_in_the_largest_unit_that_divides_them(double milliseconds, string shown) =>
        Assert.Equal(shown, Units.Show(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Every_time_that_is_shown_reads_back_to_the_tick() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Choose(0, int.MaxValue).Select(ticks => (long)ticks), Gen.Choose(0, int.MaxValue).Select(s => s * 10_000_000L)).ToArbitrary(),
            ticks => Units.Duration(Units.Show(TimeSpan.FromTicks(ticks))) == TimeSpan.FromTicks(ticks)).QuickCheckThrowOnFailure();
}
