using System.Globalization;
using Loader.Sending;
using Reading = Loader.Sending.Answer;

namespace Loader.Tests.Sending;

/// <summary>The ways in which destinations answer.</summary>
public enum Shape
{
    /// <summary>Any 2xx means that the bytes arrived; the body is not looked at.</summary>
    Blind,

    /// <summary>The answer names the events that were refused.</summary>
    PerRow,

    /// <summary>One bad event refuses the request.</summary>
    AllOrNothing,

    /// <summary>The answer is a ticket to be asked about later.</summary>
    Receipt,
}

/// <summary>Test destinations of each shape. Event 13 is bad where a destination can tell.</summary>
internal static class Shapes
{
    public const int Bad = 13;
    private const string RefusedWord = "refused:";
    private const string ReceiptWord = "receipt:";

    public static TestProtocol Protocol(this Shape shape, Uri endpoint) => new(endpoint)
    {
        Framing = shape == Shape.Blind ? Framing.Single : TestProtocol.Lists(maxEvents: 8),
        Isolation = shape == Shape.AllOrNothing ? Isolation.Halve : Isolation.None,
        Reading = received => received.Status is >= 200 and < 300 ? Read(shape, received) : null,
    };

    /// <summary>The server's side: which events it keeps, and what it answers.</summary>
    public static (IReadOnlyList<int> Kept, int Status, string Body) Answer(this Shape shape, IReadOnlyList<int> events)
    {
        var good = events.Where(one => one != Bad).ToList();
        return shape switch
        {
            Shape.Blind => (events, 200, "thank you"),
            Shape.PerRow =>
                (good, 200, RefusedWord + string.Join(
                    ',',
                    events.Select((one, index) => (one, index)).Where(pair => pair.one == Bad).Select(pair => pair.index))),
            Shape.AllOrNothing => good.Count < events.Count ? ([], 400, "bad") : (events, 200, "ok"),
            Shape.Receipt => (events, 200, ReceiptWord + string.Join('-', events)),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }

    /// <summary>An answer that names an event which cannot be meant.</summary>
    public static string WrongIndex => RefusedWord + "99";

    private static Reading Read(Shape shape, Received received) => shape switch
    {
        Shape.Blind => Reading.Accepted.Instance,
        Shape.AllOrNothing when received.Body == "ok" => Reading.Accepted.Instance,
        Shape.Receipt when received.Body.StartsWith(ReceiptWord, StringComparison.Ordinal) =>
            new Reading.Accepted { Receipt = received.Body[ReceiptWord.Length..] },
        Shape.PerRow when received.Body == RefusedWord => Reading.Accepted.Instance,
        Shape.PerRow when received.Body.StartsWith(RefusedWord, StringComparison.Ordinal) => new Reading.SomeRefused(
            [.. received.Body[RefusedWord.Length..].Split(',').Select(index => new RefusedEvent(int.Parse(index, CultureInfo.InvariantCulture), "bad", "no"))]),
        _ => new Reading.Unclear($"{received.Status} with something that is not the destination's own"),
    };
}
