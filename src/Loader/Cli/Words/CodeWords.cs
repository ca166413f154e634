using System.Globalization;
using Loader.Books.Records;
using Loader.Cli.Reference;
using Loader.Destinations;
using Loader.Reports;
using Loader.Sending;

namespace Loader.Cli.Words;

/// <summary>What the codes of failed rows mean: findings, what happens on the way to any destination, and a destination's own.</summary>
internal static class CodeWords
{
    private const string Status = "http_";

    private static readonly Dictionary<string, string> OnTheWay = new(StringComparer.Ordinal)
    {
        [Worker.AttemptsUsedUp] = "every attempt ended in a fault that might have passed; none was accepted (send: attempts)",
        [Worker.TooLarge] = "the event is larger than the destination takes in one request",
        [Cargo.EnvelopeTrouble] = "what stands around the events of a request could not be computed with this event (body: under to.http)",
        [SendingEnd.GivenUp.Unreachable] = "nobody answers at the endpoint",
        [FailedRow.ReasonLost] = "the row failed, and why was lost with the machine's power",
        [FailedGroups.OtherCodes] = "further codes, counted together",
    };

    /// <summary>A code's meaning in a few words, or null when nobody knows it.</summary>
    /// <param name="code">As it stands in reports.</param>
    /// <param name="destinations">Those that may have given it.</param>
    public static string? Meaning(string code, IEnumerable<IDestinationKind> destinations) =>
        EveryCode.All.FirstOrDefault(known => known.Id == code)?.Title
        ?? OnTheWay.GetValueOrDefault(code)
        ?? destinations.Select(kind => kind.Meaning(code)).FirstOrDefault(meaning => meaning is not null)
        ?? OfStatus(code);

    private static string? OfStatus(string code) =>
        code.StartsWith(Status, StringComparison.Ordinal)
            && int.TryParse(code.AsSpan(Status.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? string.Create(CultureInfo.InvariantCulture, $"refused with HTTP status {status}")
            : null;
}
