using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Functions;

public class TextTests
{
    [Theory]
    [InlineData("trim(cell)", "\u00a0 a\u2003", "a")]
    [InlineData("trim(cell)", "", "")]
    [InlineData("trim(cell)", "\u2003\u3000", "")]
    [InlineData("lower(cell)", "ÀÉÎ Ω Ж İ", "àéî ω ж İ")]
    [InlineData("upper(cell)", "ɐ straße ﬁ", "Ɐ STRAßE ﬁ")]
    [InlineData("left(cell, 2)", "😀éx", "😀é")]
    [InlineData("right(cell, 2)", "x😀é", "😀é")]
    [InlineData("slice(cell, 1, 1)", "a😀b", "😀")]
    [InlineData("slice(cell, -9, 2)", "abc", "ab")]
    [InlineData("slice(cell, 1, -1)", "abc", "")]
    [InlineData("left(cell, 9223372036854775807)", "abc", "abc")]
    [InlineData("right(cell, 9223372036854775807)", "abc", "abc")]
    [InlineData("replace(cell, \"a\", \"\")", "banana", "bnn")]
    [InlineData("replace(cell, \"na\", \"NANA\")", "banana", "baNANANANA")]
    [InlineData("pad_left(cell, 3, \"é\")", "x", "ééx")]
    [InlineData("concat(cell, cell)", "a", "aa")]
    [InlineData("join(split(cell, \",\"), \";\")", "a,,b,", "a;;b;")]
    [InlineData("split(cell, \"ab\")[1]", "xaby", "y")]
    public void Text_functions_count_characters_and_keep_what_they_do_not_change(string expression, string cell, string expected) =>
        Assert.Equal(expected, Evaluated.Of(expression, ("cell", Value.Of(cell))).Text);

    [Fact]
    public void Trimming_and_changing_case_do_what_the_platform_does() =>
        Prop.ForAll<string>(raw =>
        {
            // Lone surrogates are not text; the platform's case mapping of single characters is what Rune does.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw ?? ""));
            var cell = ("cell", Value.Of(text));
            return Evaluated.Of("cell | trim", cell).Text == text.Trim()
                && Evaluated.Of("cell | lower", cell).Text == string.Concat(text.EnumerateRunes().Select(Rune.ToLowerInvariant))
                && Evaluated.Of("cell | upper", cell).Text == string.Concat(text.EnumerateRunes().Select(Rune.ToUpperInvariant))
                && Evaluated.Of("cell | length", cell).Integer == text.EnumerateRunes().Count();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_cannot_take_the_machine() =>
        Assert.Equal("ROW002", Evaluated.Json("replace(replace(cell, \"a\", cell), \"a\", cell)", ("cell", Value.Of(new string('a', 2000)))));
}
