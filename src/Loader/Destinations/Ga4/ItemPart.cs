using System.Collections.Frozen;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>One item of <c>params.items</c> (reference of events, "items").</summary>
internal sealed class ItemPart(int longestValue) : IGa4Part
{
    /// <summary>The parameters that Google's reference gives items; all others are custom ones.</summary>
    private static readonly FrozenSet<string> Known = new[]
    {
        "item_id", "item_name", "affiliation", "coupon", "creative_name", "creative_slot", "currency", "discount", "index", "item_brand",
        "item_category", "item_category2", "item_category3", "item_category4", "item_category5", "item_list_id", "item_list_name", "item_variant",
        "location_id", "price", "promotion_id", "promotion_name", "quantity", "google_business_vertical", "item_list_index",
    }.ToFrozenSet(StringComparer.Ordinal);

    public string Name => "an item";

    public int Most => Known.Count + Ga4Limits.CustomItemParameters;

    public Problem? CheckName(string name, string path, Place place) => Known.Contains(name) ? null : Ga4Names.OfParameter(name, path, place);

    public Problem? Check(string name, in Value value, string path, Place place) => name is "price" or "quantity" or "discount"
        ? Ga4Values.Number(value, path, place)
        : Ga4Values.TextOrNumber(value, longestValue, path, place);

    public Problem? CheckComplete(Func<string, bool> has, string path, Place place) => has("item_id") || has("item_name") ? null : Nameless(path, place);

    /// <summary>An item as a row brings it.</summary>
    public Problem? CheckWhole(in Value item, string path, Place place)
    {
        if (item.Kind != ValueKind.Object) return new(Ga4Codes.WrongType, $"{path} holds {ValueWords.Of(item.Kind)}; an item is an object", place);
        var members = item.Object.Members;
        var (custom, isNamed) = (0, false);
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = (members[i].Key, members[i].Value);
            if (value.IsNull) continue;
            isNamed |= name is "item_id" or "item_name";
            if (!Known.Contains(name)) custom++;
            if ((CheckName(name, path, place) ?? Check(name, value, path, place)) is { } wrong) return wrong with { Message = $"{name} in {wrong.Message}" };
        }

        if (!isNamed) return Nameless(path, place);
        return custom > Ga4Limits.CustomItemParameters
            ? new(Ga4Codes.TooMany, $"{path} has an item with {custom} parameters of your own; Google takes {Ga4Limits.CustomItemParameters}", place)
            : null;
    }

    private static Problem Nameless(string path, Place place) =>
        new(Ga4Codes.BadParameter, $"{path} has an item without item_id and item_name", place, "an item needs one of them");
}
