using System.Collections.Frozen;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Which names events, parameters and user properties may have (reference of the Measurement Protocol, "Reserved names" and "Limitations").
/// </summary>
internal static class Ga4Names
{
    private static readonly FrozenSet<string> Events = new[]
    {
        "ad_activeview", "ad_click", "ad_exposure", "ad_query", "ad_reward", "adunit_exposure", "app_clear_data", "app_exception", "app_install",
        "app_remove", "app_store_refund", "app_update", "app_upgrade", "dynamic_link_app_open", "dynamic_link_app_update", "dynamic_link_first_open",
        "error", "firebase_campaign", "firebase_in_app_message_action", "firebase_in_app_message_dismiss", "firebase_in_app_message_impression",
        "first_open", "first_visit", "notification_dismiss", "notification_foreground", "notification_open", "notification_receive",
        "notification_send", "os_update", "session_start", "user_engagement",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OnlyInApps = new[] { "ad_impression", "in_app_purchase", "screen_view" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> UserProperties =
        new[] { "first_open_time", "first_visit_time", "last_deep_link_referrer", "user_id", "first_open_after_install" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] ReservedStarts = ["_", "firebase_", "ga_", "google_"];

    public static Problem? OfEvent(ReadOnlySpan<byte> name, bool isApp, Place place)
    {
        if (Form("the event's name", name, Ga4Limits.LongestName, place) is { } wrong) return wrong;
        Span<char> text = stackalloc char[Ga4Limits.LongestName];
        var length = System.Text.Encoding.ASCII.GetChars(name, text);
        if (Events.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..length])) return Reserved(name, "an event that Google makes itself", place);
        return !isApp && OnlyInApps.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..length])
            ? Reserved(name, "taken in streams of apps only", place)
            : null;
    }

    public static Problem? OfParameter(string name, string path, Place place)
    {
        if (Form(path, name, Ga4Limits.LongestName, place) is { } wrong) return wrong;
        return name == "firebase_conversion" ? Reserved(path, place) : null;
    }

    public static Problem? OfUserProperty(string name, string path, Place place)
    {
        if (Form(path, name, Ga4Limits.LongestUserPropertyName, place) is { } wrong) return wrong;
        return UserProperties.Contains(name) ? Reserved(path, place) : null;
    }

    private static Problem? Form(string what, string name, int longest, Place place)
    {
        if (Array.Find(ReservedStarts, start => name.StartsWith(start, StringComparison.Ordinal)) is { } start)
        {
            return new(Ga4Codes.BadName, $"{what} begins with '{start}', which is Google's own", place, "give it another name");
        }

        return Form(what, System.Text.Encoding.UTF8.GetBytes(name), longest, place);
    }

    private static Problem? Form(string what, ReadOnlySpan<byte> name, int longest, Place place)
    {
        if (name.IsEmpty) return new(Ga4Codes.BadName, $"{what} is empty", place);
        if (name.Length > longest) return new(Ga4Codes.BadName, $"{what} has more than {longest} characters", place, "give it a shorter name");
        if (!char.IsAsciiLetter((char)name[0]))
        {
            return new(Ga4Codes.BadName, $"{what} does not begin with a letter", place, "use letters, digits and underscores");
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character != '_')
            {
                return new(
                    Ga4Codes.BadName, $"{what} has other characters than letters, digits and underscores", place, "use snake_case, as Google's own names do");
            }
        }

        return null;
    }

    private static Problem Reserved(ReadOnlySpan<byte> name, string why, Place place) =>
        new(Ga4Codes.BadName, $"the event's name '{System.Text.Encoding.UTF8.GetString(name)}' is {why}", place, "give it another name");

    private static Problem Reserved(string path, Place place) => new(Ga4Codes.BadName, $"{path} is a name of Google's own", place, "give it another name");
}
