using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>Event names with a meaning of their own.</summary>
internal static class EventNames
{
    public static ReadOnlySpan<byte> PageView => "page_view"u8;

    private static ReadOnlySpan<byte> Query => "get_user_data"u8;

    /// <summary>Whether an event of that name can be loaded.</summary>
    public static Problem? Check(ReadOnlySpan<byte> name, bool isWebsite, NamelessOptions options, Place place)
    {
        if (name.SequenceEqual(Query))
        {
            return new(NamelessCodes.WrongName, $"'{Encoding.UTF8.GetString(name)}' is a query of the tag, not an event; nothing would be stored", place);
        }

        return !isWebsite && options.Version == NamelessVersion.Tag2026 && name.SequenceEqual(PageView)
            ? new(
                NamelessCodes.WrongName, "a page_view is only taken with event_origin Website", place, "leave event_origin out: page views then go as Website")
            : null;
    }
}
