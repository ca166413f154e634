using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary><c>user_properties</c>: short texts and numbers under free names.</summary>
internal sealed class UserPropertiesPart : IGa4Part
{
    public string Name => Ga4Fields.UserProperties;

    public int Most => Ga4Limits.UserProperties;

    public Problem? CheckName(string name, string path, Place place) => Ga4Names.OfUserProperty(name, path, place);

    public Problem? Check(string name, in Value value, string path, Place place) =>
        Ga4Values.TextOrNumber(value, Ga4Limits.LongestUserPropertyValue, path, place);
}

/// <summary>
/// <c>user_data</c>: hashed data of a person (developers.google.com/analytics/devguides/collection/ga4/uid-data). An e-mail address, a
/// phone number and an address may each be one or a list.
/// </summary>
internal sealed class UserDataPart : IGa4Part
{
    private static readonly string[] Known = ["sha256_email_address", "sha256_phone_number", "address"];

    private static readonly AddressPart Address = new();

    public string Name => Ga4Fields.UserData;

    public int Most => Known.Length;

    public Problem? CheckName(string name, string path, Place place) => Unknown.Among(Known, name, path, place);

    public IGa4Part? Inside(string name) => name == Address.Name ? Address : null;

    public Problem? Check(string name, in Value value, string path, Place place)
    {
        if (value.Kind != ValueKind.List) return CheckOne(name, value, path, place);
        var several = value.List;
        for (var i = 0; i < several.Count; i++)
        {
            if (CheckOne(name, several[i], path, place) is { } wrong) return wrong;
        }

        return null;
    }

    private static Problem? CheckOne(string name, in Value value, string path, Place place)
    {
        if (name != Address.Name) return Ga4Values.Sha256(value, path, place);
        if (value.IsNull) return null;
        if (value.Kind != ValueKind.Object) return new(Ga4Codes.WrongType, $"{path} is {ValueWords.Of(value.Kind)}; it should be an object", place);
        var members = value.Object.Members;
        for (var i = 0; i < members.Count; i++)
        {
            var inner = $"{path}.{members[i].Key}";
            if ((Address.CheckName(members[i].Key, inner, place) ?? Address.Check(members[i].Key, members[i].Value, inner, place)) is { } wrong) return wrong;
        }

        return null;
    }
}

/// <summary>An address within <c>user_data</c>: names and street hashed, the rest in letters.</summary>
internal sealed class AddressPart : IGa4Part
{
    private static readonly string[] Known = ["sha256_first_name", "sha256_last_name", "sha256_street", "city", "region", "postal_code", "country"];

    public string Name => "address";

    public int Most => Known.Length;

    public Problem? CheckName(string name, string path, Place place) => Unknown.Among(Known, name, path, place);

    public Problem? Check(string name, in Value value, string path, Place place) => name.StartsWith("sha256_", StringComparison.Ordinal)
        ? Ga4Values.Sha256(value, path, place)
        : Ga4Values.Text(value, Ga4Limits.LongestValue, path, place);
}

/// <summary>An object with a few known texts: <c>consent</c>, <c>user_location</c>, <c>device</c>.</summary>
internal sealed class WordsPart(string name, IReadOnlyList<string> known, params byte[][] words) : IGa4Part
{
    public static readonly WordsPart Consent = new(Ga4Fields.Consent, ["ad_user_data", "ad_personalization"], "GRANTED"u8.ToArray(), "DENIED"u8.ToArray());

    public static readonly WordsPart UserLocation =
        new(Ga4Fields.UserLocation, ["city", "region_id", "country_id", "subcontinent_id", "continent_id"]);

    public static readonly WordsPart Device = new(
        Ga4Fields.Device,
        ["category", "language", "screen_resolution", "operating_system", "operating_system_version", "model", "brand", "browser", "browser_version"]);

    public string Name => name;

    public int Most => known.Count;

    public Problem? CheckName(string member, string path, Place place) => Unknown.Among(known, member, path, place);

    public Problem? Check(string member, in Value value, string path, Place place)
    {
        if (Ga4Values.Text(value, Ga4Limits.LongestValue, path, place) is { } wrong) return wrong;
        if (words.Length == 0 || value.IsNull) return null;
        foreach (var word in words)
        {
            if (value.Utf8.SequenceEqual(word)) return null;
        }

        var all = words.Select(Encoding.ASCII.GetString).ToList();
        return new(Ga4Codes.BadParameter, $"{path} '{value}' is none of {string.Join(", ", all)}", place, DidYouMean.Hint(value.Text, all));
    }
}

/// <summary>The problem of a name that is none of those that exist.</summary>
internal static class Unknown
{
    public static Problem? Among(IReadOnlyList<string> known, string name, string path, Place place) => known.Contains(name, StringComparer.Ordinal)
        ? null
        : new(Ga4Codes.UnknownField, $"Google has no {path}", place, DidYouMean.Hint(name, known) ?? "there is: " + string.Join(", ", known));
}
