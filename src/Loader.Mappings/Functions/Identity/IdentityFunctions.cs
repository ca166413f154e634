using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Loader.Mappings.Functions.Hashes;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Identity;

/// <summary>Ids made from what a row says, never from chance: the same row has the same id in every run.</summary>
internal static class IdentityFunctions
{
    private const string EmptyHint = "make empty cells null, or name another column";

    /// <summary>The namespaces of RFC 9562, appendix A.</summary>
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["dns"] = "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        ["url"] = "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        ["oid"] = "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
        ["x500"] = "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
    };

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "uuid5",
            Group = "identity",
            Help = "The UUID of version 5 (RFC 9562) that a namespace and a name always give. The namespace is a UUID, or dns, url, oid or x500.",
            Parameters = [new("namespace", Kinds.Text) { Constant = true }, new("name", Kinds.Scalars)],
            Result = ValueKind.Text,
            Examples =
            [
                new("uuid5(\"dns\", \"www.example.com\")", "\"2ed6657d-e927-568b-95e1-2665a8aea6a2\""),
                new("uuid5(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", \"www.example.com\")", "\"2ed6657d-e927-568b-95e1-2665a8aea6a2\""),
                new("uuid5(\"dns\", \"\")", "ROW007"),
            ],
            Bind = Uuid5,
        },
        new()
        {
            Name = "stable_id",
            Group = "identity",
            Help = "An id of letters and digits that a value always gives: the remainders of its text's SHA-256, read as one number, by 62, as 0-9 A-Z a-z.",
            Parameters = [new("x", Kinds.Scalars), new("length", Kinds.Integer) { Default = "15", Constant = true }],
            Result = ValueKind.Text,
            Examples = [new("stable_id(\"customer 17\")", "\"rRB7m9GdFkQnm6P\""), new("stable_id(17, 4)", "\"haia\""), new("stable_id(\"\")", "ROW007")],
            Bind = StableId,
        },
        new()
        {
            Name = "ga_client_id",
            Group = "identity",
            Help = "The client id of Google Analytics as the library analytical makes it: the SHA-256 of its salt and the value, 64 hexadecimal digits. "
                + "Several parts are joined by dollar signs, as its documentation does: ga_client_id(secret(\"NAME\"), ip, user_agent).",
            Parameters = [new("part", Kinds.Scalars) { Repeats = true }],
            Result = ValueKind.Text,
            Examples =
            [
                new("ga_client_id('my-secret$17')", "\"3667a221b56285e26586b4473a082819371fe8fb5071d2cdb076429bd08c3af4\""),
                new("ga_client_id(\"my-secret\", 17) == ga_client_id('my-secret$17')", "true"),
                new("ga_client_id(\"my-secret\", \"\")", "ROW007"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, ClientId),
        },
        new()
        {
            Name = "is_uuid",
            Group = "identity",
            Help = "Whether the text is a UUID in its form of 36 characters, of any version, in upper or lower case.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples = [new("is_uuid(\"2ed6657d-e927-568b-95e1-2665a8aea6a2\")", "true"), new("is_uuid(\"2ed6657de927568b95e12665a8aea6a2\")", "false")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, _) => Value.Of(IsUuid(x.Utf8))),
        },
    ];

    private static Implementation? Uuid5(Arguments arguments)
    {
        var written = arguments.Text(0)!;
        if (!Guid.TryParseExact(Namespaces.GetValueOrDefault(written, written), "D", out var id))
        {
            arguments.Report(0, $"\"{written}\" is not a namespace", "a UUID such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8, or dns, url, oid, x500");
            return null;
        }

        var space = id.ToByteArray(bigEndian: true);
        return Implementation.Of(ValueKind.Text, (in name, scratch) => Uuid5(space, name, scratch));
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 says SHA-1.")]
    private static Value Uuid5(byte[] space, in Value name, Scratch scratch)
    {
        var text = TextForm.Of(name, scratch);
        if (text.IsProblem) return text;
        var utf8 = text.Utf8;
        if (utf8.IsEmpty) return Trouble.EmptyText("an empty text is nobody's name", EmptyHint);

        // The room is used for the input and then, its content being void, for the result.
        var input = scratch.Take(Math.Max(space.Length + utf8.Length, 36));
        space.CopyTo(input);
        utf8.CopyTo(input[space.Length..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input[..(space.Length + utf8.Length)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        new Guid(hash[..16], bigEndian: true).TryFormat(input, out var length, "D");
        return scratch.Text(length);
    }

    /// <summary>Without a value the library takes one at random, and running again would give other ids: here that is a problem.</summary>
    private static Value ClientId(Span<Value> parts, Scratch scratch)
    {
        foreach (ref var part in parts)
        {
            part = TextForm.Of(part, scratch);
            if (part.IsProblem) return part;
            if (part.Utf8.IsEmpty) return Trouble.EmptyText("an empty text is nobody's id", EmptyHint);
        }

        var utf8 = TextForm.Joined(parts, "$"u8, scratch).Utf8;
        var salt = "analytical-googleanalytics-client"u8;
        var input = scratch.Take(salt.Length + utf8.Length);
        salt.CopyTo(input);
        utf8.CopyTo(input[salt.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return HashFunctions.Hexadecimal(hash, scratch);
    }

    private static bool IsUuid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != 36) return false;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? utf8[i] != '-' : !char.IsAsciiHexDigit((char)utf8[i])) return false;
        }

        return true;
    }

    private static Implementation? StableId(Arguments arguments)
    {
        // 256 bits are 42.9 digits of base 62: more would be zeros.
        const int Longest = 42;
        var length = arguments.Integer(1);
        if (length is >= 4 and <= Longest) return Implementation.Of(ValueKind.Text, (in x, scratch) => StableId(x, (int)length, scratch));
        arguments.Report(1, $"the length must be 4 to {Longest}, not {length}");
        return null;
    }

    private static Value StableId(in Value x, int length, Scratch scratch)
    {
        var text = TextForm.Of(x, scratch);
        if (text.IsProblem) return text;
        if (text.Utf8.IsEmpty) return Trouble.EmptyText("an empty text is nobody's id", EmptyHint);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Utf8, hash);
        Span<uint> number = stackalloc uint[8];
        for (var i = 0; i < number.Length; i++) number[i] = BinaryPrimitives.ReadUInt32BigEndian(hash[(i * 4)..]);
        var output = scratch.Take(length);
        for (var i = 0; i < length; i++) output[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8[DivideBy62(number)];
        return scratch.Text(length);
    }

    /// <summary>Divides a number of many words in place and returns the remainder.</summary>
    private static int DivideBy62(Span<uint> number)
    {
        ulong rest = 0;
        foreach (ref var word in number)
        {
            var part = (rest << 32) | word;
            word = (uint)(part / 62);
            rest = part % 62;
        }

        return (int)rest;
    }
}
