using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Rows;

public class WideDecimalTests
{
    private const int Scale = 45;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    /// <summary>Numbers of 1 to 80 digits in the one form, with few different digits, so that ties, carries and equal numbers are frequent.</summary>
    private static readonly Gen<string> Numbers =
        from count in Gen.Choose(1, 80)
        from letters in Gen.Elements('0', '0', '1', '5', '9', '9').ListOf(count)
        from places in Gen.Choose(0, Math.Min(count, Scale))
        from negative in Gen.Elements(true, false)
        select Plain(new string([.. letters]), places, negative);

    private static readonly Gen<MidpointRounding> Rules = Gen.Elements(
        MidpointRounding.ToEven,
        MidpointRounding.AwayFromZero,
        MidpointRounding.ToZero,
        MidpointRounding.ToNegativeInfinity,
        MidpointRounding.ToPositiveInfinity);

    [Theory]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678", ValueKind.WideDecimal)]
    [InlineData("-12345678901234567890123456789.50", "-12345678901234567890123456789.50", ValueKind.WideDecimal)]
    [InlineData("+0012345678901234567890123456789.5", "12345678901234567890123456789.5", ValueKind.WideDecimal)]
    [InlineData("1.500000000000000000000000000000", "1.500000000000000000000000000000", ValueKind.WideDecimal)]
    [InlineData("-0.000000000000000000000000000000", "0.000000000000000000000000000000", ValueKind.WideDecimal)]
    [InlineData("-00.00000000000000000000000000000000001", "-0.00000000000000000000000000000000001", ValueKind.WideDecimal)]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335", ValueKind.Decimal)]
    [InlineData("79228162514264337593543950336", "79228162514264337593543950336", ValueKind.WideDecimal)]
    [InlineData("-0012.50", "-12.50", ValueKind.Decimal)]
    [InlineData("-0.0", "0.0", ValueKind.Decimal)]
    public void A_number_keeps_its_digits_and_is_wide_only_where_it_must_be(string digits, string kept, ValueKind kind)
    {
        var value = WideDecimal.Of(Encoding.ASCII.GetBytes(digits));

        Assert.Equal((kept, kind), (JsonText.Of(value), value.Kind));
    }

    [Fact]
    public void Every_number_leaves_with_its_digits() =>
        Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), text => JsonText.Of(Of(text)) == text));

    [Fact]
    public void Comparing_digits_is_comparing_numbers() => Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (a, b) =>
        Math.Sign(WideDecimal.Compare(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(b))) == Scaled(a).CompareTo(Scaled(b))
        && WideDecimal.Compare(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(a)) == 0));

    [Fact]
    public void Rounding_digits_is_rounding_the_number() => Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), Gen.Choose(0, 28).ToArbitrary(), Rules.ToArbitrary(), (text, places, rule) =>
    {
        if (Of(text) is not { Kind: ValueKind.WideDecimal } wide) return true;
        var rounded = JsonText.Of(WideDecimal.Rounded(wide, places, rule));
        return Scaled(rounded) == Rounded(Scaled(text), places, rule) && (rounded == text || Places(rounded) == places);
    }));

    [Fact]
    public void A_number_is_narrowed_only_without_loss() => Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), text =>
        Of(text) is not { Kind: ValueKind.WideDecimal } wide
        || !WideDecimal.TryNarrow(wide, out var number)
        || Scaled(number.ToString(System.Globalization.CultureInfo.InvariantCulture)) == Scaled(text)));

    [Fact]
    public void Equal_numbers_have_equal_hashes_however_many_zeros_follow()
    {
        var (a, b) = (Of("12345678901234567890123456789.5"), Of("12345678901234567890123456789.5000"));

        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, Of("12345678901234567890123456789.6"));
        Assert.Equal(a, a.Detached());
    }

    [Fact]
    public void A_number_of_a_million_digits_is_no_work()
    {
        var digits = new string('9', 1_000_000);
        var value = Of("0." + digits);

        Assert.Equal("1.00", JsonText.Of(WideDecimal.Rounded(value, 2, MidpointRounding.ToEven)));
        Assert.Equal(1.0, WideDecimal.ToFloat(value));
        Assert.True(WideDecimal.Compare(value.Utf8, "1"u8) < 0);
    }

    private static Value Of(string digits) => WideDecimal.Of(Encoding.ASCII.GetBytes(digits));

    private static string Plain(string digits, int places, bool negative)
    {
        var whole = digits[..^places].TrimStart('0');
        var text = (whole.Length == 0 ? "0" : whole) + (places == 0 ? "" : "." + digits[^places..]);
        return negative && text.Any(digit => digit is not ('0' or '.')) ? "-" + text : text;
    }

    private static int Places(string text) => text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;

    private static BigInteger Scaled(string text) =>
        BigInteger.Parse(
            text.Replace(".", "", StringComparison.Ordinal),
            System.Globalization.CultureInfo.InvariantCulture) * BigInteger.Pow(10, Scale - Places(text));

    private static BigInteger Rounded(BigInteger scaled, int places, MidpointRounding rule)
    {
        var unit = BigInteger.Pow(10, Scale - places);
        var low = BigInteger.Divide(scaled, unit) * unit;
        if (low > scaled) low -= unit;
        if (low == scaled) return scaled;
        var twice = ((scaled - low) * 2).CompareTo(unit);
        return rule switch
        {
            MidpointRounding.ToNegativeInfinity => low,
            MidpointRounding.ToPositiveInfinity => low + unit,
            MidpointRounding.ToZero => scaled.Sign < 0 ? low + unit : low,
            MidpointRounding.AwayFromZero when twice == 0 => scaled.Sign < 0 ? low : low + unit,
            _ when twice == 0 => (low / unit).IsEven ? low : low + unit,
            _ => twice < 0 ? low : low + unit,
        };
    }
}
