using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary><c>params</c>: texts and numbers under free names, and <c>items</c>.</summary>
internal sealed class ParamsPart(int longestValue) : IGa4Part
{
    public const string Items = "items";
    public const string Currency = "currency";
    public const string Worth = "value";
    public const string TransactionId = "transaction_id";

    private readonly ItemPart item = new(longestValue);

    public string Name => Ga4Fields.Params;

    public int Most => Ga4Limits.Parameters;

    public Problem? CheckName(string name, string path, Place place) => Ga4Names.OfParameter(name, path, place);

    public Problem? Check(string name, in Value value, string path, Place place) => name switch
    {
        _ when value.IsNull => null,
        Items => CheckItems(value, path, place),
        Currency => CheckCurrency(value, path, place),
        Worth or "tax" or "shipping" => Ga4Values.Number(value, path, place),
        "engagement_time_msec" => CheckEngagement(value, path, place),
        "session_id" => CheckSession(value, path, place),
        TransactionId when value.Kind != ValueKind.Text => Ga4Values.Text(value, longestValue, path, place),
        TransactionId when value.Utf8.IsEmpty => new(Ga4Codes.BadParameter, $"{path} is empty", place, "skip or reject such rows"),
        _ => Ga4Values.TextOrNumber(value, Ga4Limits.Longest(name, longestValue), path, place),
    };

    public IGa4Part? Inside(string name) => name == Items ? item : null;

    private Problem? CheckItems(in Value value, string path, Place place)
    {
        if (value.Kind != ValueKind.List) return new(Ga4Codes.WrongType, $"{path} is {ValueWords.Of(value.Kind)}; it should be a list of objects", place);
        var items = value.List;
        if (items.Count > Ga4Limits.Items) return new(Ga4Codes.TooMany, $"{path} has {items.Count} items; Google takes {Ga4Limits.Items}", place);
        for (var i = 0; i < items.Count; i++)
        {
            if (item.CheckWhole(items[i], path, place) is { } wrong) return wrong;
        }

        return null;
    }

    private static Problem? CheckCurrency(in Value value, string path, Place place)
    {
        if (value.Kind == ValueKind.Text && value.Utf8 is [>= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z'])
        {
            return null;
        }

        return new(Ga4Codes.BadParameter, $"{path} '{value}' is not a currency of three capital letters", place, "write EUR, or convert: … | upper");
    }

    private static Problem? CheckEngagement(in Value value, string path, Place place) => value.Kind switch
    {
        ValueKind.Integer when value.Integer >= 0 => null,
        _ => new(Ga4Codes.BadParameter, $"{path} is not a whole number of milliseconds", place, "write engagement_time_msec: 1 where it is not known"),
    };

    /// <summary>Digits, or the text that the cookie of the session holds (GS1.1.…).</summary>
    private static Problem? CheckSession(in Value value, string path, Place place)
    {
        switch (value.Kind)
        {
            case ValueKind.Integer when value.Integer > 0:
                return null;
            case ValueKind.Text when !value.Utf8.IsEmpty && (value.Utf8.StartsWith("GS"u8) || !value.Utf8.ContainsAnyExceptInRange((byte)'0', (byte)'9')):
                return null;
            default:
                return new(
                    Ga4Codes.BadParameter,
                    $"{path} '{value}' is not the number of a session",
                    place,
                    "Google's session_id is digits: the session's start in seconds");
        }
    }
}
