using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Rehearsal.Faults;

/// <summary>Reads a fault script: steps between commas, each a fault with its choice, then options between spaces.</summary>
internal sealed class FaultReader(string text, Place start, FindingList findings)
{
    private const string RetryAfter = "retry-after";
    private const string RetryAfterDate = "retry-after-date";
    private const string SlowWord = "slow";

    /// <summary>Every fault that has a word; a status is written as its number.</summary>
    public static readonly IReadOnlyDictionary<string, FaultKind> Words = new Dictionary<string, FaultKind>(StringComparer.Ordinal)
    {
        ["close"] = FaultKind.Close,
        ["hang"] = FaultKind.Hang,
        ["garbage"] = FaultKind.Garbage,
        ["redirect"] = FaultKind.Redirect,
        ["storage-fails"] = FaultKind.StorageFails,
        [SlowWord] = FaultKind.Slow,
        ["close-after-accept"] = FaultKind.CloseAfterAccept,
        ["hang-after-accept"] = FaultKind.HangAfterAccept,
        ["cut"] = FaultKind.Cut,
        ["big"] = FaultKind.Big,
    };

    private bool failed;

    /// <summary>The steps, or null when there was a mistake.</summary>
    public IReadOnlyList<FaultStep>? Read()
    {
        var steps = new List<FaultStep>();
        if (string.IsNullOrWhiteSpace(text)) return steps;
        var offset = 0;
        foreach (var part in text.Split(','))
        {
            if (Step(new(part, offset)) is { } step) steps.Add(step);
            offset += part.Length + 1;
        }

        return failed ? null : steps;
    }

    private FaultStep? Step(Word part)
    {
        var words = part.Words();
        if (words.Count == 0) return Wrong(part, "a step is empty", "write one fault between two commas, such as 500@10%");
        var step = Fault(words[0], part.Trimmed);
        foreach (var option in words.Skip(1)) step = Option(option, step);
        return step;
    }

    /// <summary><c>NAME[=VALUE][*N|@N|@N-M|@P%]</c>.</summary>
    private FaultStep? Fault(Word word, string written)
    {
        var at = word.Text.AsSpan().IndexOfAny('*', '@');
        var (named, chosen) = at < 0 ? (word, word.From(word.Text.Length)) : (word.Until(at), word.From(at));
        var (name, value) = named.Pair();
        if (Kind(name) is not { } kind) return null;
        var step = new FaultStep(written, kind);
        if (kind == FaultKind.Status) step = step with { Status = int.Parse(name.Text, CultureInfo.InvariantCulture) };
        if (kind == FaultKind.Slow) step = Slow(step, name, value);
        else if (value is { } unwanted) Wrong(unwanted, $"'{name.Text}' takes no value", null);
        return Choice(chosen) is { } choice ? step with { Choice = choice } : null;
    }

    private FaultKind? Kind(Word name)
    {
        if (Words.TryGetValue(name.Text, out var kind)) return kind;
        if (name.Text.Length > 0 && name.Text.All(char.IsAsciiDigit))
        {
            if (int.TryParse(name.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599)
                return FaultKind.Status;
            Wrong(name, $"'{name.Text}' is not an HTTP status that can be answered", "200 to 599");
            return null;
        }

        failed = true;
        findings.Add(
            RehearsalCodes.NoSuchFault,
            start.Right(name.Offset),
            $"there is no fault '{name.Text}'",
            DidYouMean.Hint(name.Text, Words.Keys) ?? "a status (500) or one of: " + string.Join(", ", Words.Keys));
        return null;
    }

    private FaultStep Slow(FaultStep step, Word name, Word? value)
    {
        const string hint = "write slow=200ms or slow=2s";
        if (value is not { } given) Wrong(name, $"'{SlowWord}' needs a length of time", hint);
        else if (Units.Duration(given.Text) is not { } delay) Wrong(given, $"'{given.Text}' is not a length of time", hint);
        else return step with { Delay = delay };
        return step;
    }

    private FaultChoice? Choice(Word chosen)
    {
        if (chosen.Text.Length == 0) return new FaultChoice.Every();
        var value = chosen.From(1);
        if (chosen.Text[0] == '*')
        {
            if (Count(value.Text) is { } count) return new FaultChoice.First(count);
            return WrongChoice(chosen, $"'{value.Text}' is not a number of requests", "write *3 for the first three requests");
        }

        if (value.Text.EndsWith('%'))
        {
            var share = value.Text[..^1];
            if (double.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100)
            {
                return new FaultChoice.Share(percent);
            }

            return WrongChoice(chosen, $"'{value.Text}' is not a share of the requests", "write a share above 0% and up to 100%, such as @0.5%");
        }

        var (from, to) = value.Text.IndexOf('-', StringComparison.Ordinal) is var dash and > 0
            ? (Count(value.Text[..dash]), Count(value.Text[(dash + 1)..]))
            : (Count(value.Text), Count(value.Text));
        if (from is { } first && to is { } last && first <= last) return new FaultChoice.Numbered(first, last);
        return WrongChoice(chosen, $"'{value.Text}' names no request", "write @7 for the seventh request, @100-150 for a stretch, @10% for a share");
    }

    private FaultStep? Option(Word option, FaultStep? step)
    {
        var (name, value) = option.Pair();
        if (name.Text is not (RetryAfter or RetryAfterDate))
        {
            failed = true;
            var hint = name.Text.Length > 0 && (char.IsAsciiDigit(name.Text[0]) || Words.ContainsKey(name.Text)) ? "put a comma between two steps" : null;
            findings.Add(
                RehearsalCodes.NoSuchFaultOption,
                start.Right(option.Offset),
                $"there is no option '{name.Text}'",
                hint ?? DidYouMean.Hint(name.Text, [RetryAfter, RetryAfterDate]) ?? $"there are: {RetryAfter}=SECONDS, {RetryAfterDate}=SECONDS");
            return step;
        }

        if (step is { Kind: not FaultKind.Status }) return Wrong(option, $"'{name.Text}' belongs to a status, such as 429", null);
        if (value is { } given && int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return step is null ? null : step with { RetryAfter = seconds, RetryAfterAsDate = name.Text == RetryAfterDate };
        }

        return Wrong(value ?? option, $"'{name.Text}' needs a whole number of seconds", $"write {name.Text}=2");
    }

    private static long? Count(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private FaultChoice? WrongChoice(Word at, string message, string hint)
    {
        Wrong(at, message, hint);
        return null;
    }

    private FaultStep? Wrong(Word at, string message, string? hint)
    {
        failed = true;
        findings.Add(RehearsalCodes.WrongFault, start.Right(at.Offset), message, hint);
        return null;
    }

    /// <summary>A part of the script and where it begins.</summary>
    private readonly record struct Word(string Text, int Offset)
    {
        public string Trimmed => Text.Trim();

        public Word From(int at) => new(Text[at..], Offset + at);

        public Word Until(int end) => new(Text[..end], Offset);

        public (Word Name, Word? Value) Pair() =>
            Text.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (Until(at), From(at + 1)) : (this, null);

        public List<Word> Words()
        {
            var words = new List<Word>();
            for (var i = 0; i < Text.Length;)
            {
                var end = Text.IndexOf(' ', i);
                if (end < 0) end = Text.Length;
                if (end > i) words.Add(new(Text[i..end], Offset + i));
                i = end + 1;
            }

            return words;
        }
    }
}
