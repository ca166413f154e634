using Loader.Mappings.Rows;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Functions;

public class PrivacyTests
{
    [Theory]
    [InlineData("john_smith@gmail.com | sha256", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f")]
    [InlineData("John.Smith@gmail.com | normalize_email(\"google\") | sha256", "3586de92bb3636d0885a12eff961429a32e4ebd764b96f50d85d016f9338d586")]
    [InlineData(" Test@Gmail.com | normalize_email | sha256", "87924606b4131a8aceeeae8868531fbb9712aaa07a5d3a756b26ce0f5d6ca674")]
    [InlineData("+1 650 555 1212 | normalize_phone(\"1\", \"digits\") | sha256", "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176")]
    [InlineData("(650) 555-1212 | normalize_phone(\"+1\") | sha256", "1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8")]
    [InlineData("Mary | lower | sha256", "6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec")]
    [InlineData("Valéry | lower | sha256", "08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c")]
    [InlineData("정 | lower | sha256", "8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14")]
    public void Hashes_are_those_that_the_destinations_compute(string example, string expected)
    {
        var parts = example.Split(" | ", 2);
        Assert.Equal(expected, Evaluated.Of("cell | " + parts[1], ("cell", Value.Of(parts[0]))).Text);
    }

    [Theory]
    [InlineData("a b@ex ample.com", "plain", "ab@example.com")]
    [InlineData("\u00a0Ünal@Example.com\u2003", "plain", "ünal@example.com")]
    [InlineData("a.b+c@GoogleMail.com", "google", "ab@googlemail.com")]
    [InlineData("a.b+c@gmail.com", "plain", "a.b+c@gmail.com")]
    [InlineData("a.b@gmail.com.example.com", "google", "a.b@gmail.com.example.com")]
    [InlineData("Mary Smith <Mary@Example.com>", "meta", "mary@example.com")]
    [InlineData(" \"Smith, Mary\" < a.b@gmail.com >", "google", "ab@gmail.com")]
    public void Email_addresses(string text, string mode, string expected) =>
        Assert.Equal(expected, Evaluated.Of($"cell | normalize_email(\"{mode}\")", ("cell", Value.Of(text))).Text);

    [Theory]
    [InlineData("")]
    [InlineData("gmail.com")]
    [InlineData("a@b@example.com")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("@example.com")]
    [InlineData("mary@")]
    [InlineData("<>")]
    public void What_is_no_address_is_not_hashed_as_one(string text)
    {
        Assert.Equal("ROW001", Evaluated.Json("cell | normalize_email", ("cell", Value.Of(text))));
        Assert.Equal("ROW001", Evaluated.Json("cell | normalize_email(\"google\")", ("cell", Value.Of(text))));
    }

    [Theory]
    [InlineData("347 123 4567", "39", "\"+393471234567\"")]
    [InlineData("0039 347 1234567", "44", "\"+393471234567\"")]
    [InlineData("+39 06.1234.567", "44", "\"+39061234567\"")]
    [InlineData("030/1234567", "49", "\"+49301234567\"")]
    [InlineData("1 (650) 555-1212", "1", "\"+16505551212\"")]
    [InlineData("8 912 345-67-89", "7", "\"+79123456789\"")]
    [InlineData("06 1 234 5678", "36", "\"+3612345678\"")]
    [InlineData("12", "39", "ROW001")]
    [InlineData("", "39", "ROW001")]
    [InlineData("+", "39", "ROW001")]
    [InlineData("00", "39", "ROW001")]
    [InlineData("+0123456789", "39", "ROW001")]
    [InlineData("1234567890123456789012345678901234567890", "39", "ROW001")]
    [InlineData("347+1234567", "39", "ROW001")]
    [InlineData("3471234567 ext 3", "39", "ROW001")]
    public void Telephone_numbers(string text, string prefix, string expected) =>
        Assert.Equal(expected, Evaluated.Json($"cell | normalize_phone(\"{prefix}\")", ("cell", Value.Of(text))));

    [Theory]
    [InlineData("12.34.56.78", "12.34.0.0", "12.34.0.0")]
    [InlineData("255.255.255.255", "255.255.0.0", "255.255.0.0")]
    [InlineData("0.0.0.0", "0.0.0.0", "0.0.0.0")]
    [InlineData("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8::", "2001:db8:85a3:8d3:1319:8a2e:370:0")]
    [InlineData("2001:DB8::1", "2001:db8::", "2001:db8::")]
    [InlineData("::1", "::", "0.0.0.0")]
    [InlineData("::", "::", "0.0.0.0")]
    [InlineData("::ffff:12.34.56.78", "12.34.0.0", "::ffff:c22:0")]
    [InlineData("0:0:0:0:0:ffff:c22:384e", "12.34.0.0", "::ffff:c22:0")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::", "64:ff9b::c000:0")]
    [InlineData("1:2:3:4:5:6:7::", "1:2::", "1:2:3:4:5:6:7:0")]
    [InlineData("1:0:0:4:0:0:0:8", "1::", "1:0:0:4::")]
    [InlineData("fe80::", "fe80::", "fe80::")]
    public void Addresses_lose_their_end(string text, string strict, string analytical)
    {
        Assert.Equal(strict, Evaluated.Of("cell | anonymize_ip", ("cell", Value.Of(text))).Text);
        Assert.Equal(analytical, Evaluated.Of("cell | anonymize_ip(\"analytical\")", ("cell", Value.Of(text))).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("12.34.56")]
    [InlineData("12.34.56.78.9")]
    [InlineData("12.34.56.078")]
    [InlineData("12.34.56.256")]
    [InlineData("12.34.56.-1")]
    [InlineData("12.34..78")]
    [InlineData("0x7f.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData(" 12.34.56.78")]
    [InlineData("12.34.56.78 ")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("1.2.3.4::")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("unknown")]
    public void What_is_no_address_is_null_and_never_the_text_itself(string text)
    {
        Assert.True(Evaluated.Of("cell | anonymize_ip", ("cell", Value.Of(text))).IsNull);
        Assert.True(Evaluated.Of("cell | anonymize_ip(\"analytical\")", ("cell", Value.Of(text))).IsNull);
    }
}
