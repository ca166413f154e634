using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>What holds for one of the event's objects.</summary>
/// <param name="Name">Its field.</param>
/// <param name="Values">What its values may be.</param>
/// <param name="Taken">Members that the packer writes itself, from the mapping's value or a default.</param>
/// <param name="Forbidden">Members that would damage the server's state.</param>
internal sealed record PartRules(string Name, ValueRule Values, string[] Taken, IReadOnlyList<string> Forbidden)
{
    public const int EventType = 0;
    public const int JobId = 1;
    public const int PageLoad = 0;
    public const string PageLoadTimestamp = "page_load_timestamp";

    private static readonly IReadOnlyList<string> State = ["client_id", "session_id", "sessions"];

    public static readonly PartRules PageData = new(NamelessFields.PageData, ValueRule.Any, [PageLoadTimestamp], []);
    public static readonly PartRules UserData = new(NamelessFields.UserData, ValueRule.Any, [], State);
    public static readonly PartRules SessionData = new(NamelessFields.SessionData, ValueRule.Any, [], State);
    public static readonly PartRules ConsentData = new(NamelessFields.ConsentData, ValueRule.Text, [], []);
    public static readonly PartRules Ecommerce = new(NamelessFields.Ecommerce, ValueRule.Any, [], []);
    public static readonly PartRules GtmData = new(NamelessFields.GtmData, ValueRule.TextOrInteger, [], []);

    /// <summary>Members of event_data that the server sets; what is sent in them is lost.</summary>
    public static readonly IReadOnlyList<string> ReplacedInEventData = ["country", "city", "channel_grouping", "tld_source"];

    public static PartRules EventData { get; } = new(NamelessFields.EventData, ValueRule.Any, ["event_type", "job_id"], ["cross_domain_id"]);

    /// <summary>event_data of payloads that carry page_id inside; the mapping gives it at top level.</summary>
    public static PartRules EventDataWithPageId { get; } = EventData with { Forbidden = ["cross_domain_id", NamelessFields.PageId] };

    public static Problem Forbids(string path, Place place) => path.EndsWith(".page_id", StringComparison.Ordinal)
        ? new(NamelessCodes.ForbiddenKey, $"{path} is made from the field page_id", place, "give page_id at top level only")
        : new(NamelessCodes.ForbiddenKey, $"{path} would override what the server keeps itself", place, "leave it out, or give it a name of your own");
}
