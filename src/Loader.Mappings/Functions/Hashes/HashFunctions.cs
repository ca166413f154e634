using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Loader.Mappings.Functions.Text;
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
        new()
        {
            Name = "sha512",
            Group = "hash",
            Help = "The SHA-512 hash as 128 hexadecimal digits.",
            Parameters = [Hashed],
            Result = ValueKind.Text,
            Examples = [new("sha512(\"abc\") | left(32)", "\"ddaf35a193617abacc417349ae204131\""), new("sha512(\"\")", "ROW007")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, scratch) => Hash(x, SHA512.HashSizeInBytes, SHA512.HashData, scratch)),
        },
        new()
        {
            Name = "hmac_sha256",
            Group = "hash",
            Help = "The HMAC-SHA-256 with a key as 64 hexadecimal digits: a hash that nobody can repeat who does not know the key. The key comes "
                + "from the environment: secret(\"NAME\").",
            Parameters = [Hashed, new("key", Kinds.Of(ValueKind.Text, ValueKind.Bytes))],
            Result = ValueKind.Text,
            Examples =
            [
                new("hmac_sha256(\"what do ya want for nothing?\", \"Jefe\")", "\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\""),
                new("hmac_sha256(\"\", \"key\")", "ROW007"), new("hmac_sha256(\"a\", \"\")", "ROW007"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, in key, scratch) => Hmac(x, key, scratch)),
        },
        new()
        {
            Name = "sha256_once",
            Group = "hash",
            Help = "The SHA-256 hash, unless the value already is one (64 hexadecimal digits, white space around them aside): then it stays, in "
                + "lower case. For columns in which some rows were hashed before.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples =
            [
                new("sha256_once(\"test@gmail.com\")", "\"87924606b4131a8aceeeae8868531fbb9712aaa07a5d3a756b26ce0f5d6ca674\""),
                new(
                    "sha256_once(\" 87924606B4131A8ACEEEAE8868531FBB9712AAA07A5D3A756B26CE0F5D6CA674\")",
                    "\"87924606b4131a8aceeeae8868531fbb9712aaa07a5d3a756b26ce0f5d6ca674\""),
                new("sha256_once(\"\")", "ROW007"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, Once),
        },
        new()
        {
            Name = "is_sha256",
            Group = "hash",
            Help = "Whether the text looks like a SHA-256 hash: exactly 64 hexadecimal digits, white space around them aside.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples = [new("is_sha256(sha256(\"a\"))", "true"), new("is_sha256(\"mary@example.com\")", "false")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, scratch) => Value.Of(IsHash(PartFunctions.Trim(x, scratch).Utf8))),
        },
        new()
        {
            Name = "crc32",
            Group = "hash",
            Help = "The CRC-32 checksum (as in zip and gzip) of the text's UTF-8 bytes as an integer from 0 to 4294967295. To spread rows evenly, "
                + "not to protect them.",
            Parameters = [Hashed],
            Result = ValueKind.Integer,
            Examples = [new("crc32(\"123456789\")", "3421780262"), new("crc32(\"\")", "0")],
            Bind = _ => Implementation.Of(ValueKind.Integer, (in x, _) => Value.Of((long)Crc32.Of(x.Utf8))),
        },
        new()
        {
            Name = "secret",
            Group = "hash",
            Help = "The value of an environment variable that must never be shown, as a key for hmac_sha256 or a part of what ga_client_id hashes. "
                + "Reports and messages hide it.",
            Parameters = [new("name", Kinds.Text) { Constant = true }],
            Result = ValueKind.Text,
            Examples = [new(
                "hmac_sha256(\"mary@example.com\", secret(\"EXAMPLE_KEY\"))",
                "\"fa989651b151fd19bed86efc3a8d9e40b7fbe58f6579c8fd3a54d7bf967b5668\"")],
            Bind = Secret,
        },
    ];

    private static Value Once(in Value x, Scratch scratch)
    {
        var trimmed = PartFunctions.Trim(x, scratch);
        return IsHash(trimmed.Utf8) ? CaseFunctions.Lower(trimmed, scratch) : Sha256(x, scratch);
    }

    private static bool IsHash(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != SHA256.HashSizeInBytes * 2) return false;
        foreach (var digit in utf8)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }

    private static Implementation? Secret(Arguments arguments)
    {
        var name = arguments.Text(0)!;
        if (arguments.Secrets?.Find(name) is { Length: > 0 } found)
        {
            var value = Value.Of(found);
            return Implementation.Hidden(ValueKind.Text, (_, _) => value);
        }

        if (arguments.Secrets is null) arguments.Report(0, "secrets are not to be had here");
        else arguments.Report(0, $"the environment variable {name} is not set, or empty", $"set it before the run: export {name}=…");
        return null;
    }

    private static Value Hmac(in Value x, in Value key, Scratch scratch)
    {
        if (x.Utf8.IsEmpty) return Trouble.EmptyText("an empty text cannot be hashed", EmptyHint);
        if (key.Utf8.IsEmpty) return Trouble.EmptyText("an empty key protects nothing", "secret(\"NAME\") reads the key from the environment");
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Utf8, x.Utf8, hash);
        return Hexadecimal(hash, scratch);
    }

    private static Value Sha256(in Value x, Scratch scratch) => Hash(x, SHA256.HashSizeInBytes, SHA256.HashData, scratch);

    [SuppressMessage("Security", "CA5351", Justification = "Destinations ask for it as an identifier.")]
    private static Value Md5(in Value x, Scratch scratch) => Hash(x, MD5.HashSizeInBytes, MD5.HashData, scratch);

    [SuppressMessage("Security", "CA5350", Justification = "Destinations ask for it as an identifier.")]
    private static Value Sha1(in Value x, Scratch scratch) => Hash(x, SHA1.HashSizeInBytes, SHA1.HashData, scratch);

    private static Value Hash(in Value x, int size, Func<ReadOnlySpan<byte>, Span<byte>, int> hash, Scratch scratch)
    {
        if (x.Utf8.IsEmpty) return Trouble.EmptyText("an empty text cannot be hashed", EmptyHint);
        Span<byte> hashed = stackalloc byte[size];
        hash(x.Utf8, hashed);
        return Hexadecimal(hashed, scratch);
    }

    internal static Value Hexadecimal(ReadOnlySpan<byte> hash, Scratch scratch)
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
