using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>
/// Regular expressions, compiled once. They never look back: the time they take grows with the text and not with its power, so no cell can hold up a
/// load. What cannot be done that way (backreferences, looking ahead or behind) is refused before the first row.
/// </summary>
internal static class RegexFunctions
{
    private static readonly Parameter Pattern = new("pattern", Kinds.Text) { Constant = true };

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "regex_matches",
            Group = "text",
            Help = "Whether the pattern fits somewhere in the text; ^ and $ tie it to the ends. A backslash is written twice, a brace \\{; (?i) ignores case.",
            Parameters = [new("x", Kinds.Text), Pattern],
            Result = ValueKind.Boolean,
            Examples =
            [
                new("\"IT-2026-17\" | regex_matches(\"^[A-Z]\\{2}-\\\\d+\")", "true"),
                new("regex_matches(\"abc\", \"(?i)B\")", "true"),
                new("regex_matches(\"abc\", \"^b\")", "false"),
            ],
            Bind = arguments => Compiled(arguments) is { } regex
                ? Implementation.Of(
                    ValueKind.Boolean,
                    (in x, _) => WithCharacters(x, regex, static (text, regex) => regex.IsMatch(text) ? Value.True : Value.False))
                : null,
        },
        new()
        {
            Name = "regex_extract",
            Group = "text",
            Help = "What the pattern's group fits: the first (...) of it, or the whole match when it has none. Null when it fits nowhere.",
            Parameters = [new("x", Kinds.Text), Pattern, new("group", Kinds.Integer) { Optional = true, Constant = true }],
            Result = ValueKind.Text,
            Examples =
            [
                new(
                    "\"/p?utm_source=news&x=1\" | regex_extract(\"utm_source=([^&]+)\")",
                    "\"news\""), new("regex_extract(\"order A-17\", \"[A-Z]-[0-9]+\")", "\"A-17\""),
                new("regex_extract(\"2026-03-01\", \"([0-9]+)-([0-9]+)\", group: 2)", "\"03\""), new("regex_extract(\"abc\", \"[0-9]+\")", "null"),
            ],
            Bind = Extract,
        },
        new()
        {
            Name = "regex_replace",
            Group = "text",
            Help = "The text with every match of the pattern replaced; $1 stands for what its first group fits, $0 for the match, $$ for a dollar sign.",
            Parameters = [new("x", Kinds.Text), Pattern, new("by", Kinds.Text) { Constant = true }],
            Result = ValueKind.Text,
            Examples =
            [
                new("\"a1b22\" | regex_replace(\"[0-9]+\", \"#\")", "\"a#b#\""),
                new("regex_replace(\"Smith, Mary\", \"(.+), (.+)\", \"$2 $1\")", "\"Mary Smith\""),
            ],
            Bind = arguments =>
            {
                var by = arguments.Text(2)!;
                return Compiled(arguments) is { } regex ? Implementation.Of(ValueKind.Text, (in x, scratch) => Replace(x, regex, by, scratch)) : null;
            },
        },
    ];

    private delegate TResult OfCharacters<TState, out TResult>(ReadOnlySpan<char> text, TState state);

    private static Regex? Compiled(Arguments arguments)
    {
        try
        {
            return new(arguments.Text(1)!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException wrong)
        {
            arguments.Report(
                1,
                $"the pattern cannot be read at its character {wrong.Offset + 1}",
                "a backslash is written twice (\"\\\\d+\"), a brace with a backslash (\"[A-Z]\\{2}\")");
        }
        catch (NotSupportedException)
        {
            arguments.Report(1, "the pattern looks back or ahead, or is too large", "backreferences (\\1), (?=...), (?<=...) and large repetitions "
                + "are left out, so that no text can hold up a load");
        }

        return null;
    }

    private static Implementation? Extract(Arguments arguments)
    {
        if (Compiled(arguments) is not { } regex) return null;
        var groups = regex.GetGroupNumbers().Length - 1;
        var group = arguments.Constant(2) is { Kind: ValueKind.Integer } number ? number.Integer : Math.Min(groups, 1);
        if (group < 0 || group > groups)
        {
            arguments.Report(
                2,
                groups == 0 ? "the pattern has no groups in round brackets" : $"the pattern has {groups} group{(groups == 1 ? "" : "s")}, not {group}");
            return null;
        }

        return Implementation.Of(ValueKind.Text, (in x, _) => group == 0
            ? Part(x, WithCharacters(x, regex, static (text, regex) => FirstMatch(text, regex)))
            : Part(x, regex.Match(x.Text).Groups[(int)group] is { Success: true } found ? (found.Index, found.Length) : null));
    }

    private static (int Index, int Length)? FirstMatch(ReadOnlySpan<char> text, Regex regex)
    {
        foreach (var match in regex.EnumerateMatches(text)) return (match.Index, match.Length);
        return null;
    }

    /// <summary>The part of a text by UTF-16 positions, as a slice.</summary>
    private static Value Part(in Value x, (int Index, int Length)? part)
    {
        if (part is not var (index, length)) return Value.Null;
        var utf8 = x.Utf8;
        if (Ascii.IsValid(utf8)) return Slices.Of(x, index, length);
        var start = Bytes(utf8, index);
        return Slices.Of(x, start, Bytes(utf8[start..], length));
    }

    /// <summary>How many bytes the first so many UTF-16 units take.</summary>
    private static int Bytes(ReadOnlySpan<byte> utf8, int units)
    {
        var at = 0;
        while (units > 0)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out var consumed);
            at += consumed;
            units -= rune.Utf16SequenceLength;
        }

        return at;
    }

    private static Value Replace(in Value x, Regex regex, string by, Scratch scratch)
    {
        if (!WithCharacters(x, regex, static (text, regex) => regex.IsMatch(text))) return x;
        var text = regex.Replace(x.Text, by);
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        return most > TextForm.LongestText ? TextForm.TooLong(most) : scratch.Text(Encoding.UTF8.GetBytes(text, scratch.Take(most)));
    }

    /// <summary>Regular expressions of the platform read characters; short texts become such on the stack.</summary>
    private static TResult WithCharacters<TState, TResult>(in Value x, TState state, OfCharacters<TState, TResult> use)
    {
        const int OnStack = 256;
        var utf8 = x.Utf8;
        if (utf8.Length <= OnStack)
        {
            Span<char> few = stackalloc char[OnStack];
            return use(few[..Encoding.UTF8.GetChars(utf8, few)], state);
        }

        var many = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return use(many.AsSpan(0, Encoding.UTF8.GetChars(utf8, many)), state);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(many);
        }
    }
}
