using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Functions;

public class DecimalTests
{
    private static readonly Gen<string> Texts =
        from digits in Gen.Choose(1, 28)
        from letters in Gen.Elements('0', '1', '2', '5', '9', '7').ListOf(digits)
        from point in Gen.Choose(1, digits)
        from negative in Gen.Elements(true, false)
        let text = new string([.. letters])
        select (negative && text.Any(digit => digit != '0') ? "-" : "") + (point == digits ? text : text[..point] + "." + text[point..]);

    private static readonly Gen<decimal> Numbers =
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from middle in Gen.Choose(int.MinValue, int.MaxValue)
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from words in Gen.Choose(1, 3)
        from scale in Gen.Choose(0, 28)
        from negative in Gen.Elements(true, false)
        select new decimal(low, words > 1 ? middle : 0, words > 2 ? high : 0, negative, (byte)scale);

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void A_decimal_of_28_digits_leaves_with_the_digits_it_came_with() =>
        Check.One(Many, Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var plain = (text.StartsWith('-') ? "-" : "") + text.TrimStart('-').TrimStart('0');
            if (plain is "" or "-" || plain.TrimStart('-')[0] == '.') plain = plain.Replace(".", "0.", StringComparison.Ordinal);
            if (plain is "" or "-") plain += "0";
            return Evaluated.Json("cell | decimal", ("cell", Value.Of(text))) == plain;
        }));

    [Fact]
    public void Sums_and_products_are_exact_or_refused() =>
        Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (a, b) =>
        {
            var scale = BigInteger.Pow(10, 56);
            var sum = ExactDecimal.Add(a, b);
            var product = ExactDecimal.Multiply(a, b);
            var exactSum = Scaled(a) + Scaled(b);
            var exactProduct = Scaled(a) * Scaled(b) / scale;
            return (sum is null ? !Fits(exactSum) : Scaled(sum.Value) == exactSum)
                && (product is null ? !Fits(exactProduct) : Scaled(product.Value) == exactProduct);
        }));

    [Fact]
    public void Quotients_are_rounded_half_even_to_28_digits() =>
        Check.One(Many, Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (a, b) =>
        {
            if (b == 0 || ExactDecimal.Divide(a, b) is not { } quotient) return true;
            var digits = quotient.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').Length;
            if (quotient.Scale > 0 && digits > 28) return false;

            // Off by at most half of the last place that 28 digits allow.
            var last = Math.Min(28, 28 - WholeDigits(quotient));
            var error = BigInteger.Abs((Scaled(quotient) * Scaled(b)) - (Scaled(a) * BigInteger.Pow(10, 56)));
            return error * 2 * BigInteger.Pow(10, last) <= BigInteger.Abs(Scaled(b)) * BigInteger.Pow(10, 56);
        }));

    [Theory]
    [InlineData("12.50", "12.50")]
    [InlineData("+1", "1")]
    [InlineData("-0.00", "0.00")]
    [InlineData("007", "7")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336", "79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001", "0.00000000000000000000000000001")]
    [InlineData("", "ROW001")]
    [InlineData(".5", "ROW001")]
    [InlineData("5.", "ROW001")]
    [InlineData("-", "ROW001")]
    [InlineData("1e3", "ROW001")]
    [InlineData(" 1", "ROW001")]
    [InlineData("1.2.3", "ROW001")]
    [InlineData("٣", "ROW001")]
    [InlineData("1,5", "ROW001")]
    [InlineData("NaN", "ROW001")]
    public void A_decimal_is_digits_with_a_sign_and_a_point(string text, string expected) =>
        Assert.Equal(expected, Evaluated.Json("cell | decimal", ("cell", Value.Of(text))));

    [Theory]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1234,5", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("-1.234", "-1234")]
    [InlineData("1.23,4", "ROW001")]
    [InlineData("1.2345", "ROW001")]
    [InlineData("12345.678", "ROW001")]
    [InlineData(".123", "ROW001")]
    [InlineData("1..234", "ROW001")]
    [InlineData("1,234.5", "ROW001")]
    [InlineData("1,2,3", "ROW001")]
    public void Thousands_are_groups_of_three_or_none(string text, string expected) =>
        Assert.Equal(expected, Evaluated.Json("cell | decimal(\",\", \".\")", ("cell", Value.Of(text))));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775809", "ROW002")]
    [InlineData("99999999999999999999999999", "ROW002")]
    [InlineData("+7", "7")]
    [InlineData("1.0", "ROW001")]
    [InlineData("0x10", "ROW001")]
    [InlineData("--1", "ROW001")]
    public void An_integer_is_digits_with_a_sign(string text, string expected) =>
        Assert.Equal(expected, Evaluated.Json("cell | integer", ("cell", Value.Of(text))));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e-7, "0.0000001")]
    [InlineData(1e29, "ROW002")]
    [InlineData(1e-30, "ROW002")]
    [InlineData(double.NaN, "ROW003")]
    public void A_float_becomes_the_decimal_that_people_see(double number, string expected) =>
        Assert.Equal(expected, Evaluated.Json("cell | decimal", ("cell", Value.Of(number))));

    private static int WholeDigits(decimal number) =>
        Math.Abs(number) < 1 ? 0 : decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).Length;

    private static BigInteger Scaled(decimal number) => ExactDecimal.Scaled(number, 56);

    /// <summary>Whether a number of 56 places is a decimal.</summary>
    private static bool Fits(BigInteger number)
    {
        for (var places = 56; places >= 0; places--)
        {
            if (places <= 28 && BigInteger.Abs(number) < BigInteger.One << 96) return true;
            if (!(number % 10).IsZero) return false;
            number /= 10;
        }

        return false;
    }
}
