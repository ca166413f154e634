using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Reads <c>answer:</c>.</summary>
internal sealed class AnswerSettings(Section section)
{
    /// <param name="isUrlConstant">Whether all requests go to one address; where rows decide that, a 403 or 404 speaks of one request only.</param>
    public AnswerRules Read(bool isUrlConstant)
    {
        var stop = isUrlConstant ? AnswerRules.DefaultStop : AnswerRules.DefaultStop.Without(StatusSet.Of("403", "404", "410"));
        var (sent, partly) = (Statuses("sent", "2xx", AnswerRules.DefaultSent, "statuses that mean accepted"),
            Statuses("partly", null, StatusSet.None, "refusals whose errors name the refused events, while all others were accepted: 400 of Mixpanel"));
        var rules = new AnswerRules
        {
            Sent = sent,
            Partly = partly,
            Retry = Statuses(
                "retry",
                "408, 425, 429, 500, 502, 503, 507, 521-523",
                AnswerRules.DefaultRetry,
                "statuses after which the same request may be accepted; 429 and 503 slow all senders"),
            Unclear = Statuses("unclear", "504, 520, 524", AnswerRules.DefaultUnclear, "statuses that prove nothing: the events become uncertain"),
            Stop = Statuses(
                "stop",
                "3xx, 401, 403, 404, 405, 407, 410, 415, 501, 505",
                stop,
                "statuses after which every request would end the same; the run stops. Without 403, 404 and 410 where rows fill the url"),
            SentWhen = Formula(
                "sent_when", "what an accepted answer has to say besides its status: = response.status == \"success\"; else its events are uncertain"),
            StopWhen = Formula("stop_when", "when to stop whatever the status: = response.error.code == 190"),
            SlowWhen = Formula("slow_when", "when to try again and slow all senders whatever the status"),
            RetryWhen = Formula("retry_when", "when to try again whatever the status"),
            RefusedWhen = Formula("refused_when", "when the request is refused although its status says accepted"),
            Errors = Formula("errors", "the list in the answer that names refused events; after an accepted status and those of partly the others "
                + "are sent, after a refusal they are sent again"),
            FailedWhen = Formula("failed_when", "which items of that list are refusals, where it lists all events: = error.status != \"processed\""),
            Index = Formula("index", "the place of the event in the request, from 0: = error.index, out of a path = "
                + "integer(regex_extract(error.field, \"events\\\\[([0-9]+)\")); by default the item's own place"),
            Reason = Formula("reason", "why it was refused: = error.message"),
            Code = Formula("code", "a short word that the report groups refusals by: = error.field; by default refused"),
            Message = Formula("message", "what to quote of an answer that refuses a whole request: = response.error.message; by default its beginning"),
            Receipt = Formula("receipt", "what the destination calls an accepted request, kept in receipts.jsonl: = response.requestId"),
        };
        section.Finish();
        return rules with { Stop = rules.Stop.Without(Given("sent", sent)).Without(Given("partly", partly)) };
    }

    /// <summary>A status that the mapping calls accepted is not one to stop at, whatever the default says.</summary>
    private StatusSet Given(string name, StatusSet statuses) => section.Has(name) ? statuses : StatusSet.None;

    private SettingFormula? Formula(string name, string help) => FormulaSetting.Read(section, name, help);

    private StatusSet Statuses(string name, string? shown, StatusSet otherwise, string help)
    {
        var words = section.Texts(name, help, shown?.Split(", "));
        if (!section.Has(name) || words is null) return otherwise;
        var wrong = words.FirstOrDefault(word => StatusSet.Read(word) is null);
        if (wrong is null) return StatusSet.Of(words);
        section.Wrong(name, $"'{wrong}' is not a status", "200, 2xx or 500-599");
        return otherwise;
    }
}
