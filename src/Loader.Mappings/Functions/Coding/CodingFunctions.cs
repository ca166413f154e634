using System.Buffers;
using System.Buffers.Text;
using Loader.Mappings.Functions.Hashes;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Coding;

/// <summary>Bytes as texts and back. What is decoded is bytes; <c>text</c> makes text of them when they are UTF-8.</summary>
internal static class CodingFunctions
{
    private static readonly Parameter Plain = new("x", Kinds.Of(ValueKind.Text, ValueKind.Bytes));
    private static readonly Parameter Coded = new("x", Kinds.Text);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "base64",
            Group = "coding",
            Help = "The bytes of a text (its UTF-8) as Base64 with its padding (RFC 4648, 4).",
            Parameters = [Plain],
            Result = ValueKind.Text,
            Examples = [new("base64(\"Ünal?\")", "\"w5xuYWw/\""), new("base64(\"a\")", "\"YQ==\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Base64Of),
        },
        new()
        {
            Name = "from_base64",
            Group = "coding",
            Help = "The bytes that a Base64 text stands for; white space in it does not count, padding must be there.",
            Parameters = [Coded],
            Result = ValueKind.Bytes,
            Examples = [new("from_base64(\"w5xuYWw/\") | text", "\"Ünal?\""), new("from_base64(\"YQ\")", "ROW001")],
            Bind = _ => Implementation.Of(ValueKind.Bytes, FromBase64),
        },
        new()
        {
            Name = "base64url",
            Group = "coding",
            Help = "The bytes of a text (its UTF-8) as Base64 for addresses: - and _ instead of + and /, without padding (RFC 4648, 5).",
            Parameters = [Plain],
            Result = ValueKind.Text,
            Examples = [new("base64url(\"Ünal?\")", "\"w5xuYWw_\""), new("base64url(\"a\")", "\"YQ\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Base64UrlOf),
        },
        new()
        {
            Name = "from_base64url",
            Group = "coding",
            Help = "The bytes that a Base64 text for addresses stands for, with or without padding.",
            Parameters = [Coded],
            Result = ValueKind.Bytes,
            Examples =
            [
                new("from_base64url(\"w5xuYWw_\") | text", "\"Ünal?\""),
                new("from_base64url(\"YQ==\") | text", "\"a\""),
                new("from_base64url(\"w5xuYWw/\")", "ROW001"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Bytes, FromBase64Url),
        },
        new()
        {
            Name = "hex",
            Group = "coding",
            Help = "The bytes of a text (its UTF-8) as hexadecimal digits in lower case.",
            Parameters = [Plain],
            Result = ValueKind.Text,
            Examples = [new("hex(\"é\")", "\"c3a9\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, scratch) => HashFunctions.Hexadecimal(x.Utf8, scratch)),
        },
        new()
        {
            Name = "from_hex",
            Group = "coding",
            Help = "The bytes that pairs of hexadecimal digits, in upper or lower case, stand for.",
            Parameters = [Coded],
            Result = ValueKind.Bytes,
            Examples = [new("from_hex(\"C3a9\") | text", "\"é\""), new("from_hex(\"c3a\")", "ROW001")],
            Bind = _ => Implementation.Of(ValueKind.Bytes, FromHex),
        },
    ];

    private static Value Base64Of(in Value x, Scratch scratch)
    {
        if (x.Utf8.Length > TextForm.LongestText / 4 * 3) return TextForm.TooLong(x.Utf8.Length / 3L * 4);
        Base64.EncodeToUtf8(x.Utf8, scratch.Take(Base64.GetMaxEncodedToUtf8Length(x.Utf8.Length)), out _, out var written);
        return scratch.Text(written);
    }

    private static Value FromBase64(in Value x, Scratch scratch) =>
        Base64.DecodeFromUtf8(x.Utf8, scratch.Take(Base64.GetMaxDecodedFromUtf8Length(x.Utf8.Length)), out _, out var written) == OperationStatus.Done
            ? scratch.Bytes(written)
            : Trouble.NotA(x, "Base64", x.Utf8.ContainsAny((byte)'-', (byte)'_') ? "- and _ belong to from_base64url" : null);

    private static Value Base64UrlOf(in Value x, Scratch scratch)
    {
        if (x.Utf8.Length > TextForm.LongestText / 4 * 3) return TextForm.TooLong(x.Utf8.Length / 3L * 4);
        return scratch.Text(Base64Url.EncodeToUtf8(x.Utf8, scratch.Take(Base64Url.GetEncodedLength(x.Utf8.Length))));
    }

    private static Value FromBase64Url(in Value x, Scratch scratch) =>
        Base64Url.DecodeFromUtf8(x.Utf8, scratch.Take(Base64Url.GetMaxDecodedLength(x.Utf8.Length)), out _, out var written) == OperationStatus.Done
            ? scratch.Bytes(written)
            : Trouble.NotA(x, "Base64 for addresses", x.Utf8.ContainsAny((byte)'+', (byte)'/') ? "+ and / belong to from_base64" : null);

    private static Value FromHex(in Value x, Scratch scratch)
    {
        var output = scratch.Take(x.Utf8.Length / 2);
        return x.Utf8.Length % 2 == 0 && Convert.FromHexString(x.Utf8, output, out _, out var written) == OperationStatus.Done
            ? scratch.Bytes(written)
            : Trouble.NotA(x, "pairs of hexadecimal digits");
    }
}
