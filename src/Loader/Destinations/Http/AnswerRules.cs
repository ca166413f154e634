namespace Loader.Destinations.Http;

/// <summary>
/// How answers read. Formulas see <c>status</c>, <c>headers</c> (names in lower case), <c>body</c> and <c>response</c> (the body as JSON; null when
/// it is none), <c>count</c> (how many events the request had), those about one refused event <c>error</c> and <c>position</c> (from 0) as well.
/// </summary>
internal sealed record AnswerRules
{
    public static readonly StatusSet DefaultSent = StatusSet.Of("2xx");
    public static readonly StatusSet DefaultRetry = StatusSet.Of("408", "425", "429", "500", "502", "503", "507", "521-523");

    /// <summary>A gateway that gave up waiting: what it waited for may have been done.</summary>
    public static readonly StatusSet DefaultUnclear = StatusSet.Of("504", "520", "524");

    public static readonly StatusSet DefaultStop = StatusSet.Of("3xx", "401", "403", "404", "405", "407", "410", "415", "501", "505");

    public StatusSet Sent { get; init; } = DefaultSent;

    public StatusSet Retry { get; init; } = DefaultRetry;

    public StatusSet Unclear { get; init; } = DefaultUnclear;

    public StatusSet Stop { get; init; } = DefaultStop;

    /// <summary>Refusals that name the refused events; all others of the request were accepted.</summary>
    public StatusSet Partly { get; init; } = StatusSet.None;

    public SettingFormula? SentWhen { get; init; }

    public SettingFormula? RefusedWhen { get; init; }

    public SettingFormula? RetryWhen { get; init; }

    public SettingFormula? SlowWhen { get; init; }

    public SettingFormula? StopWhen { get; init; }

    public SettingFormula? Errors { get; init; }

    public SettingFormula? FailedWhen { get; init; }

    public SettingFormula? Index { get; init; }

    public SettingFormula? Reason { get; init; }

    public SettingFormula? Code { get; init; }

    public SettingFormula? Message { get; init; }

    public SettingFormula? Receipt { get; init; }
}
