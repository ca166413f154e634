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

    private static readonly string[] Originals = ["original_client_id", "original_session_id", "original_page_id", "original_event_id"];

    /// <summary>event_data, where members that are written from other fields must not be given a second time.</summary>
    public static PartRules EventDataOf(NamelessOptions options)
    {
        var forbidden = new List<string> { "cross_domain_id" };
        if (options.Version != NamelessVersion.Tag2026) forbidden.Add(NamelessFields.PageId);
        if (options is { MapIds: true, KeepOriginalIds: true }) forbidden.AddRange(Originals);
        return new(NamelessFields.EventData, ValueRule.Any, ["event_type", "job_id"], forbidden);
    }

    public static Problem Forbids(string path, Place place)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        var (why, hint) = name switch
        {
            NamelessFields.PageId => ("is made from the field page_id", "give page_id at top level only"),
            _ when Originals.Contains(name, StringComparer.Ordinal) =>
                ("is written from the id that was mapped", "leave it out, or set keep_original_ids: false under to.nameless"),
            _ => ("would override what the server keeps itself", "leave it out, or give it a name of your own"),
        };
        return new(NamelessCodes.ForbiddenKey, $"{path} {why}", place, hint);
    }
}
