using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>What can be said of an e-mail address by looking at it.</summary>
internal static class EmailFunctions
{
    private const int LongestAddress = 254;
    private const int LongestLocalPart = 64;
    private const int LongestLabel = 63;

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "is_email",
            Group = "privacy",
            Help = "Whether the text looks like one e-mail address (RFC 5321 without quoted names): a name, an @, a domain with a dot. Not whether it exists.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples =
            [
                new("is_email(\"mary.smith+shop@example.com\")", "true"), new("is_email(\"mary@localhost\")", "false"), new("is_email(\"mary@@example.com\")", "false"),
                new("is_email(\"n/a\")", "false"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, _) => Value.Of(IsEmail(x.Utf8))),
        },
        NormalizeEmail.Entry,
    ];

    private static bool IsEmail(ReadOnlySpan<byte> utf8)
    {
        var at = utf8.LastIndexOf((byte)'@');
        return utf8.Length <= LongestAddress && at is > 0 and <= LongestLocalPart && IsLocalPart(utf8[..at]) && IsDomain(utf8[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] == '.' || utf8[^1] == '.' || utf8.IndexOf(".."u8) >= 0) return false;
        foreach (var unit in utf8)
        {
            // Letters of other scripts are bytes from 0x80 (RFC 6531).
            if (unit < 0x80 && !char.IsAsciiLetterOrDigit((char)unit) && !"!#$%&'*+-/=?^_`{|}~."u8.Contains(unit)) return false;
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf((byte)'.') < 0 || !Ascii.IsValid(utf8) && !System.Text.Unicode.Utf8.IsValid(utf8)) return false;
        while (true)
        {
            var end = utf8.IndexOf((byte)'.');
            var label = end < 0 ? utf8 : utf8[..end];
            if (label.IsEmpty || label.Length > LongestLabel || label[0] == '-' || label[^1] == '-') return false;
            foreach (var unit in label)
            {
                if (unit < 0x80 && !char.IsAsciiLetterOrDigit((char)unit) && unit != '-') return false;
            }

            if (end < 0) return label.Length >= 2 && label.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            utf8 = utf8[(end + 1)..];
        }
    }
}
