using System.Net.Http.Headers;
using System.Text;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>
/// What an answer means by the rules of the settings, asked in this order: stop, slow down, try again, unclear, refused, whether it says what an accepted
/// one has to say, which events were refused. What no rule calls accepted is not.
/// </summary>
internal sealed class AnswerReader
{
    private const int LongestQuote = 300;
    private const int LongestRead = 16_384;
    private const int LongestCode = 40;

    private readonly AnswerRules rules;
    private readonly Secrets secrets;
    private readonly Node? sentWhen;
    private readonly Node? refusedWhen;
    private readonly Node? retryWhen;
    private readonly Node? slowWhen;
    private readonly Node? stopWhen;
    private readonly Node? errors;
    private readonly Node? failedWhen;
    private readonly Node? index;
    private readonly Node? reason;
    private readonly Node? code;
    private readonly Node? message;
    private readonly Node? receipt;

    /// <summary>Whether an accepted answer has to be looked into.</summary>
    private readonly bool looks;

    /// <summary>Whether a formula looks into the JSON of the answer.</summary>
    private bool reads;

    /// <param name="rules">The rules.</param>
    /// <param name="secrets">What no quotation may hold. Hidden before it is cut: half of a secret is not known for one.</param>
    /// <param name="findings">Formulas that cannot be read.</param>
    public AnswerReader(AnswerRules rules, Secrets secrets, FindingList findings)
    {
        (this.rules, this.secrets) = (rules, secrets);
        (sentWhen, refusedWhen, retryWhen) = (Bind(rules.SentWhen), Bind(rules.RefusedWhen), Bind(rules.RetryWhen));
        (slowWhen, stopWhen, errors) = (Bind(rules.SlowWhen), Bind(rules.StopWhen), Bind(rules.Errors));
        (failedWhen, index) = (Bind(rules.FailedWhen, aboutErrors: true), Bind(rules.Index, aboutErrors: true));
        (reason, code) = (Bind(rules.Reason?.AsText(), aboutErrors: true), Bind(rules.Code?.AsText(), aboutErrors: true));
        (message, receipt) = (Bind(rules.Message?.AsText()), Bind(rules.Receipt?.AsText()));
        looks = Array.Exists([sentWhen, refusedWhen, retryWhen, slowWhen, stopWhen, errors, receipt], node => node is not null);

        Node? Bind(SettingFormula? formula, bool aboutErrors = false)
        {
            if (formula is null) return null;
            var scope = AnswerScope.Names(aboutErrors);
            var node = Binder.Bind(formula.Syntax, formula.Origin, scope, findings);
            reads |= AnswerScope.ReadsResponse(scope);
            return node;
        }
    }

    /// <param name="status">The HTTP status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">Its body.</param>
    /// <param name="count">How many events the request had.</param>
    public Answer Read(int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body, int count)
    {
        if (!looks && rules.Sent.Contains(status) && !StatusAnswers.IsPage(body)) return Answer.Accepted.Instance;
        var frame = AnswerScope.Begin(status, headers, body, count);
        var name = FormattableString.Invariant($"http_{status}");
        if (IsTrue(stopWhen, frame)) return new Answer.StopRun(name, Quote(status, frame, body));
        if (IsTrue(slowWhen, frame)) return new Answer.TryAgain(name, Quote(status, frame, body), SlowsEverybody: true);
        if (IsTrue(retryWhen, frame)) return new Answer.TryAgain(name, Quote(status, frame, body));
        if (rules.Stop.Contains(status)) return new Answer.StopRun(name, Quote(status, frame, body));
        if (rules.Retry.Contains(status)) return new Answer.TryAgain(name, Quote(status, frame, body), SlowsEverybody: status is 429 or 503);
        if (rules.Unclear.Contains(status)) return new Answer.Unclear(Quote(status, frame, body));
        if (IsTrue(refusedWhen, frame)) return Refused(status, name, frame, body);
        if (rules.Sent.Contains(status)) return Doubt(status, frame, body) ?? Errors(frame) ?? Accepted(frame, status, body);
        return (rules.Partly.Contains(status) ? Errors(frame) : null) ?? Refused(status, name, frame, body);
    }

    /// <summary>Why an accepted status proves nothing; null when it does.</summary>
    private Answer.Unclear? Doubt(int status, Frame frame, ReadOnlySpan<byte> body)
    {
        if (sentWhen is not null)
        {
            return IsTrue(sentWhen, frame) ? null : new("the answer does not say what answer.sent_when asks for: " + Quote(status, frame, body));
        }

        var what = StatusAnswers.IsPage(body) ? "a page for people in place of an answer"
            : !reads || AnswerScope.IsJson(frame) || status is 204 or 205 ? null
            : AnswerScope.IsBroken(body) ? "an answer that breaks off, or is JSON that cannot be read"
            : errors is not null ? "no JSON in which answer.errors could be looked for"
            : null;
        return what is null ? null : new(FormattableString.Invariant($"HTTP {status} with {what}; where that is the answer, say so by answer.sent_when"));
    }

    private Answer.Refused Refused(int status, string name, Frame frame, ReadOnlySpan<byte> body) =>
        new(name, Quote(status, frame, body)) { Named = Named(frame), IsForSize = status == 413 };

    private Answer Accepted(Frame frame, int status, ReadOnlySpan<byte> body)
    {
        if (receipt is null) return Answer.Accepted.Instance;
        var text = receipt.Evaluate(frame);
        return text.Kind == ValueKind.Text
            ? new Answer.Accepted { Receipt = text.Text }
            : new Answer.Unclear("the answer has no receipt: " + Quote(status, frame, body));
    }

    /// <summary>The events that the answer names; null when it names none. What cannot be read proves nothing about any of them.</summary>
    private Answer? Errors(Frame frame)
    {
        if (errors is null) return null;
        var list = errors.Evaluate(frame);
        if (list.IsNull) return null;
        if (list.Kind != ValueKind.List)
        {
            return new Answer.Unclear($"answer.errors is {(list.IsProblem ? list.Problem.Message : ValueWords.Of(list.Kind))}, not a list");
        }

        var refused = new List<RefusedEvent>();
        for (var i = 0; i < list.List.Count; i++)
        {
            AnswerScope.Take(frame, list.List[i], i);
            if (failedWhen is not null && !IsTrue(failedWhen, frame)) continue;
            var at = index?.Evaluate(frame) ?? Value.Of((long)i);
            if (at.Kind != ValueKind.Integer || at.Integer is < 0 or > int.MaxValue)
            {
                return new Answer.Unclear(FormattableString.Invariant($"answer.index gives no number for error {i}: which event was refused cannot be known"));
            }

            refused.Add(new((int)at.Integer, Code(frame), Short(TextOf(reason, frame) ?? "refused")));
        }

        // A destination may name one event twice, for two faults of it.
        return refused.Count == 0 ? null : new Answer.SomeRefused([.. refused.GroupBy(one => one.Index).Select(Joined)]);
    }

    /// <summary>
    /// The events that a whole refusal names. What names none (a fault of the envelope) says nothing of any event, and neither does an item's own
    /// place in the list, unless the list has one item for each event.
    /// </summary>
    private RefusedEvent[] Named(Frame frame)
    {
        if (errors is null || (index is null && failedWhen is null) || errors.Evaluate(frame) is not { Kind: ValueKind.List } list) return [];
        var named = new List<RefusedEvent>();
        for (var i = 0; i < list.List.Count; i++)
        {
            AnswerScope.Take(frame, list.List[i], i);
            if (failedWhen is not null && !IsTrue(failedWhen, frame)) continue;
            var at = index?.Evaluate(frame) ?? Value.Of((long)i);
            if (at is { Kind: ValueKind.Integer, Integer: >= 0 and <= int.MaxValue })
            {
                named.Add(new((int)at.Integer, Code(frame), Short(TextOf(reason, frame) ?? "refused")));
            }
        }

        return [.. named.GroupBy(one => one.Index).Select(Joined)];
    }

    private RefusedEvent Joined(IGrouping<int, RefusedEvent> faults) =>
        faults.First() with { Reason = Short(string.Join("; ", faults.Select(fault => fault.Reason).Distinct(StringComparer.Ordinal))) };

    private string Code(Frame frame)
    {
        var text = TextOf(code, frame);
        if (string.IsNullOrEmpty(text)) return "refused";
        var plain = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return plain.Length <= LongestCode ? plain : plain[..LongestCode];
    }

    private string Quote(int status, Frame frame, ReadOnlySpan<byte> body)
    {
        var text = TextOf(message, frame) ?? Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestRead)]);
        return text.Length == 0 ? FormattableString.Invariant($"HTTP {status}") : FormattableString.Invariant($"HTTP {status}: {Short(text)}");
    }

    private string Short(string text)
    {
        var line = string.Join(' ', secrets.Redact(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }

    private static string? TextOf(Node? node, Frame frame) => node?.Evaluate(frame) is { Kind: ValueKind.Text } text ? text.Text : null;

    private static bool IsTrue(Node? node, Frame frame) => node?.Evaluate(frame) is { Kind: ValueKind.Boolean, Boolean: true };
}
