using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Rows;

public class ValueTests
{
    [Fact]
    public void A_value_is_32_bytes() => Assert.Equal(32, Unsafe.SizeOf<Value>());

    [Fact]
    public void A_decimal_goes_in_and_out_with_its_digits() =>
        Prop.ForAll<decimal>(number => Assert.Equal(decimal.GetBits(number), decimal.GetBits(Value.Of(number).Decimal))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_is_a_slice_of_its_buffer()
    {
        var buffer = "xxhéyy"u8.ToArray();
        var text = Value.OfUtf8(buffer, 2, 3);

        Assert.Equal("hé", text.Text);
        Assert.Equal(Value.Of("hé"), text);
    }

    [Fact]
    public void A_detached_value_survives_its_buffer()
    {
        var buffer = Encoding.UTF8.GetBytes("abc");
        var text = Value.OfUtf8(buffer, 0, 3);
        var list = Value.Of(new[] { text, Value.Of(new ValueObject([KeyValuePair.Create("k", text)])) });
        var (copy, deep) = (text.Detached(), list.Detached());
        buffer.AsSpan().Fill((byte)'x');

        Assert.Equal("abc", copy.Text);
        Assert.Equal("[\"abc\",{\"k\":\"abc\"}]", JsonText.Of(deep));
        Assert.Equal("xxx", text.Text);
    }

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        foreach (var (a, b) in new[]
        {
            (Value.Of(1.0m), Value.Of(1.00m)), (Value.Of(0.0), Value.Of(-0.0)), (Value.Of("a"), Value.OfUtf8("xa"u8.ToArray(), 1, 1)),
            (Value.Of(new[] { Value.Of(1L) }), Value.Of(new List<Value> { Value.Of(1L) })), (Value.OfTime(1, 2), Value.OfTime(1, 2)),
        })
        {
            Assert.True(a == b);
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
        }
    }

    [Fact]
    public void Values_of_different_kinds_are_different()
    {
        Value[] values =
        [
            Value.Null, Value.Of(1L), Value.Of(1m), Value.Of(1.0), Value.True, Value.Of("1"), Value.OfBytes("1"u8.ToArray(), 0, 1),
            Value.OfTime(1, 0), Value.OfDuration(1, 0), Value.OfDate(1),
        ];

        foreach (var a in values) Assert.Equal(1, values.Count(b => a == b));
    }

    [Fact]
    public void Reading_a_value_as_another_kind_is_a_bug_of_the_caller()
    {
        Assert.Throws<InvalidOperationException>(() => Value.Of("1").Integer);
        Assert.Throws<InvalidOperationException>(() => Value.Of(1L).Decimal);
        Assert.Throws<InvalidOperationException>(() => Value.Null.Text);
        Assert.Throws<InvalidOperationException>(() => Value.OfDate(1).Seconds);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("12.50")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("plain \"text\"")]
    public void A_value_shows_itself_to_a_person(string expected)
    {
        Value[] values = [Value.Null, Value.Of(12.50m), Value.Of(1.5), Value.True, Value.Of("plain \"text\"")];

        Assert.Contains(expected, values.Select(value => value.ToString()));
    }

    [Fact]
    public void An_object_finds_its_members_by_name()
    {
        var members = new ValueObject([KeyValuePair.Create("a", Value.Of(1L)), KeyValuePair.Create("b", Value.Null)]);

        Assert.Equal(Value.Of(1L), members["a"]);
        Assert.Equal(Value.Null, members["nowhere"]);
    }
}
