using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Tests.Sources.Typed;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("007", "007")]
    [InlineData("12", "'12")]
    [InlineData("12.50", "'12.50")]
    [InlineData("true", "'true")]
    [InlineData("2026-03-01", "'2026-03-01")]
    [InlineData("2026-02-30", "2026-02-30")]
    [InlineData("'quoted", "''quoted")]
    [InlineData("", "'")]
    [InlineData(@"\x00", @"'\x00")]
    [InlineData("[1]", "'[1]")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("12345678901234567890123456789.5", "'12345678901234567890123456789.5")]
    [InlineData("012345678901234567890123456789.5", "012345678901234567890123456789.5")]
    public void A_text_is_marked_only_where_it_would_be_something_else(string text, string cell)
    {
        Assert.Equal(cell, Encoding.UTF8.GetString(TypedText.Of(Value.Of(text))));
        Assert.Equal(Value.Of(text), TypedText.Read(Encoding.UTF8.GetBytes(cell), new()));
    }

    [Theory]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678.")]
    [InlineData("-0.12345678901234567890123456789012345678900", "-0.12345678901234567890123456789012345678900")]
    [InlineData("1.500000000000000000000000000000000000000000", "1.500000000000000000000000000000000000000000")]
    public void A_decimal_of_any_width_comes_back_with_its_digits(string digits, string cell)
    {
        var value = WideDecimal.Of(Encoding.UTF8.GetBytes(digits));

        Assert.Equal(cell, Encoding.UTF8.GetString(TypedText.Of(value)));
        var read = TypedText.Read(Encoding.UTF8.GetBytes(cell), new());
        Assert.Equal((ValueKind.WideDecimal, digits), (read.Kind, Encoding.UTF8.GetString(read.Utf8)));
    }

    [Fact]
    public void Every_text_and_number_comes_back_as_it_was()
    {
        Prop.ForAll<string, long, decimal>((text, integer, number) =>
            new[]
            {
                Value.Of((text ?? "").Replace("\0", "", StringComparison.Ordinal)),
                Value.Of(integer),
                Value.Of(number),
                Value.OfDuration(integer % 1_000_000, 5),
                Value.OfTime(integer % 1_000_000_000, 7),
            }
                .Where(value => value.Kind != ValueKind.Text || value.Text.All(c => !char.IsSurrogate(c)))
                .All(value => TypedText.Read(TypedText.Of(value), new()) == value))
            .QuickCheckThrowOnFailure();
    }
}
