using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Hashes;

/// <summary>Hashes of a text's UTF-8 bytes, or of bytes, as hexadecimal digits in lower case.</summary>
internal static class HashFunctions
{
    private const string EmptyHint = "make empty cells null, skip the row, or write if(is_empty(x), null, x | sha256)";

    private static readonly Parameter Hashed = new("x", Kinds.Of(ValueKind.Text, ValueKind.Bytes));

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "sha256",
            Group = "hash",
            Help = "The SHA-256 hash as 64 hexadecimal digits. An empty text is a problem: all of them have one hash.",
            Parameters = [Hashed],
            Result = ValueKind.Text,
            Examples =
            [
                new("\"test@gmail.com\" | sha256", "\"87924606b4131a8aceeeae8868531fbb9712aaa07a5d3a756b26ce0f5d6ca674\""),
                new("sha256(\"\")", "ROW007"), new("sha256(null)", "null"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, Sha256),
        },
        new()
        {
            Name = "md5",
            Group = "hash",
            Help = "The MD5 hash as 32 hexadecimal digits, for destinations that still ask for it. It protects nothing.",
            Parameters = [Hashed],
            Result = ValueKind.Text,
            Examples = [new("md5(\"abc\")", "\"900150983cd24fb0d6963f7d28e17f72\""), new("md5(\"\")", "ROW007")],
            Bind = _ => Implementation.Of(ValueKind.Text, Md5),
        },
        new()
        {
            Name = "sha1",
            Group = "hash",
            Help = "The SHA-1 hash as 40 hexadecimal digits, for destinations that still ask for it.",
            Parameters = [Hashed],
            Result = ValueKind.Text,
            Examples = [new("sha1(\"abc\")", "\"a9993e364706816aba3e25717850c26c9cd0d89d\""), new("sha1(\"\")", "ROW007")],
            Bind = _ => Implementation.Of(ValueKind.Text, Sha1),
        },
    ];

    private static Value Sha256(in Value x, Scratch scratch)
    {
        if (x.Utf8.IsEmpty) return Trouble.EmptyText("an empty text cannot be hashed", EmptyHint);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(x.Utf8, hash);
        return Hexadecimal(hash, scratch);
    }

    [SuppressMessage("Security", "CA5351", Justification = "Destinations ask for it as an identifier.")]
    private static Value Md5(in Value x, Scratch scratch)
    {
        if (x.Utf8.IsEmpty) return Trouble.EmptyText("an empty text cannot be hashed", EmptyHint);
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(x.Utf8, hash);
        return Hexadecimal(hash, scratch);
    }

    [SuppressMessage("Security", "CA5350", Justification = "Destinations ask for it as an identifier.")]
    private static Value Sha1(in Value x, Scratch scratch)
    {
        if (x.Utf8.IsEmpty) return Trouble.EmptyText("an empty text cannot be hashed", EmptyHint);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(x.Utf8, hash);
        return Hexadecimal(hash, scratch);
    }

    private static Value Hexadecimal(ReadOnlySpan<byte> hash, Scratch scratch)
    {
        var output = scratch.Take(hash.Length * 2);
        for (var i = 0; i < hash.Length; i++)
        {
            output[i * 2] = "0123456789abcdef"u8[hash[i] >> 4];
            output[(i * 2) + 1] = "0123456789abcdef"u8[hash[i] & 15];
        }

        return scratch.Text(hash.Length * 2);
    }
}
