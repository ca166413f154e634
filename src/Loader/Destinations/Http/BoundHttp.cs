using Loader.Mappings.Events;
using Loader.Mappings.Expressions;

namespace Loader.Destinations.Http;

/// <summary>Everything about a mapping's events that is found before the first row. One packer's own: its formulas share one frame.</summary>
internal sealed record BoundHttp
{
    public required EventFields Fields { get; init; }

    public required JsonTemplate Template { get; init; }

    /// <summary>The fields of a form with their texts; null for JSON.</summary>
    public (byte[] Name, Node Text, string Field)[]? Form { get; init; }

    /// <summary>How many values a row fills; the id is one more behind them.</summary>
    public required int Slots { get; init; }

    /// <summary>The id's formula; null: made from the key.</summary>
    public Node? Id { get; init; }

    public required EventPath[] Required { get; init; }

    public required (Node Holds, EventCheck Check)[] Checks { get; init; }

    /// <summary>The address's parts; null when it is the same for all.</summary>
    public (byte[] Literal, Node? Value)[]? Url { get; init; }

    /// <summary>Headers that rows fill.</summary>
    public required (string Name, Node Value)[] Headers { get; init; }

    public Node? BatchBy { get; init; }

    public Node? InOrder { get; init; }

    public Node? OneOfEach { get; init; }

    public Node? Time { get; init; }

    public Node? MaxAge { get; init; }
}
