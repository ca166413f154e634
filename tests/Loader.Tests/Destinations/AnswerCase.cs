using Loader.Sending;

namespace Loader.Tests.Destinations;

/// <summary>One answer that what is known of a destination names, and what it has to mean.</summary>
/// <param name="Why">What it is, as the page of the destination says it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Means">One of <see cref="Word"/>'s.</param>
/// <param name="Code">The code of the reason, where that matters.</param>
internal sealed record AnswerCase(string Why, int Status, string Body, string Means, string? Code = null)
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string SomeRefused = "some refused";
    public const string Again = "again";
    public const string SlowsEverybody = "again, everybody slower";
    public const string Unclear = "unclear";
    public const string Stop = "stop";
    public const string FirstSend = "something else first";

    public static string Word(Answer answer) => answer switch
    {
        Answer.Accepted => Accepted,
        Answer.Refused => Refused,
        Answer.SomeRefused => SomeRefused,
        Answer.TryAgain { SlowsEverybody: true } => SlowsEverybody,
        Answer.TryAgain => Again,
        Answer.Unclear => Unclear,
        Answer.StopRun => Stop,
        Answer.FirstSend => FirstSend,
        _ => throw new InvalidOperationException(answer.ToString()),
    };

    public static string? CodeOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.Code,
        Answer.TryAgain again => again.Code,
        Answer.StopRun stop => stop.Code,
        Answer.SomeRefused { Refusals: [var first, ..] } => first.Code,
        _ => null,
    };
}
