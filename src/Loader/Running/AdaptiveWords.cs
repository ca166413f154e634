using System.Globalization;
using Loader.Sending.Adaptive;

namespace Loader.Running;

/// <summary>Why the number of requests in flight moved, in one sentence for the report.</summary>
internal static class AdaptiveWords
{
    public static string Of(AdaptiveStory story)
    {
        var found =
            Words(
                $"parallel: auto ended at {story.Final} requests in flight (between {story.Lowest} and {story.Highest}; allowed {story.Bounds.Least} to {story.Bounds.Most})");
        if (story.FirstMove is not { } first || story.LastMove is not { } last) return found + "; it never moved";
        var counts = string.Join(", ", story.Moves.OrderBy(move => move.Key).Select(move => Words($"{Why(move.Key)} {move.Value:N0} times")));
        return first == last ? $"{found}; {counts}, {When(first)}" : $"{found}; {counts}; first {When(first)}, last {When(last)}";
    }

    private static string Why(Move why) => why switch
    {
        Move.Grew => "grew",
        Move.DidNotPay => "went back because more did not pay",
        Move.Slower => "fell because answers became slower",
        Move.Pushback => "fell because it was asked to slow down",
        Move.Losses => "fell because answers were lost",
        _ => throw new InvalidOperationException($"no words for {why}"),
    };

    private static string When(AdaptiveMove move) => Words($"after {move.At.TotalSeconds:0.0} s from {move.From} to {move.To}");

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
