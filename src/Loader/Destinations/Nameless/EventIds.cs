using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The four ids of one event, in the short form that bodies and cookies are built from. Long ids give their owner's part back after it
/// was compared: the server puts it in front again, so sending it would double it. Reused from event to event; the ids are good
/// until the next <see cref="Read"/>.
/// </summary>
internal sealed class EventIds(BoundEvent bound, NamelessOptions options)
{
    private readonly NamelessIds maker = new(options.IdsKey);
    private readonly byte[] client = new byte[NamelessIds.Length];
    private readonly byte[] session = new byte[NamelessIds.Length];
    private readonly byte[] page = new byte[NamelessIds.Length];
    private readonly byte[] own = new byte[16];

    /// <summary>The seed's script checks no lengths, and its own sample page id has 13 characters.</summary>
    private readonly bool anyForm = options.Version == NamelessVersion.Seed;

    public ReadOnlyMemory<byte> Client { get; private set; }

    /// <summary>The session's own part, without the client's.</summary>
    public ReadOnlyMemory<byte> Session { get; private set; }

    /// <summary>The page's own part.</summary>
    public ReadOnlyMemory<byte> Page { get; private set; }

    /// <summary>The event's own part, after the page's and an underscore.</summary>
    public ReadOnlyMemory<byte> Event { get; private set; }

    /// <summary>The ids as the row has them, where they were mapped to others; else null values.</summary>
    public Value OriginalClient { get; private set; }

    public Value OriginalSession { get; private set; }

    public Value OriginalPage { get; private set; }

    public Value OriginalEvent { get; private set; }

    public Packing.Broken? Read(ReadOnlySpan<Value> slots, in Value key, ReadOnlySpan<byte> eventName)
    {
        if (RowText.Required(bound.ClientId, NamelessFields.ClientId, slots, out var rawClient) is { } noClient) return noClient;
        if (RowText.Required(bound.SessionId, NamelessFields.SessionId, slots, out var rawSession) is { } noSession) return noSession;
        if (RowText.Required(bound.PageId, NamelessFields.PageId, slots, out var rawPage) is { } noPage) return noPage;

        var wholeClient = rawClient.Utf8Memory;
        (Client, OriginalClient, var wrong) = Own(NamelessFields.ClientId, "client_id"u8, rawClient, wholeClient, client, bound.ClientId.Place);
        if (wrong is not null) return wrong;

        var shortSession = Without(rawSession.Utf8Memory, rawClient.Utf8, (byte)'_');
        if (Foreign(rawSession.Utf8, shortSession, (byte)'_', 0))
        {
            return OtherOwner(NamelessFields.SessionId, "client_id", bound.SessionId.Place);
        }


        (Session, OriginalSession, wrong) = Own(NamelessFields.SessionId, "session_id"u8, rawSession, shortSession, session, bound.SessionId.Place);
        if (wrong is not null) return wrong;

        var shortPage = WithoutOwner(rawPage.Utf8Memory, rawClient.Utf8, shortSession.Span);
        if (Foreign(rawPage.Utf8, shortPage, (byte)'-', NamelessIds.Length + 1))
        {
            return OtherOwner(NamelessFields.PageId, "session_id", bound.PageId.Place);
        }


        (Page, OriginalPage, wrong) = Own(NamelessFields.PageId, "page_id"u8, rawPage, shortPage, page, bound.PageId.Place);
        return wrong ?? ReadEvent(slots, key, eventName, rawClient.Utf8, shortSession.Span, shortPage.Span);
    }

    private Packing.Broken? ReadEvent(
        ReadOnlySpan<Value> slots,
        in Value key,
        ReadOnlySpan<byte> eventName,
        ReadOnlySpan<byte> rawClient,
        ReadOnlySpan<byte> rawSession,
        ReadOnlySpan<byte> rawPage)
    {
        OriginalEvent = Value.Null;
        var given = bound.EventId.In(slots);
        if (given.IsNull) return Derive(key, eventName);
        if (RowText.Required(bound.EventId, NamelessFields.EventId, slots, out given) is { } wrong) return wrong;
        var stripped = WithoutOwner(given.Utf8Memory, rawClient, rawSession);
        var rest = Without(stripped, rawPage, (byte)'_');
        if (rest.Length < stripped.Length && (anyForm || NamelessIds.IsAlphanumeric(rest.Span)))
        {
            Event = rest;
            return null;
        }

        if (!options.MapIds)
        {
            return new(
                new(
                    NamelessCodes.BadId,
                    $"event_id '{given}' is not the page_id, an underscore, and letters and digits",
                    bound.EventId.Place,
                    "leave event_id out: it is then derived from the row's key"),
                NamelessFields.EventId);
        }

        maker.Map("event_id"u8, given.Utf8, own);
        Event = own.AsMemory(0, NamelessIds.Length);
        OriginalEvent = given;
        return null;
    }

    private Packing.Broken? Derive(in Value key, ReadOnlySpan<byte> eventName)
    {
        if (key.Kind != ValueKind.Text || key.Utf8.IsEmpty)
        {
            return new(
                new(NamelessCodes.NoKey, "the row has no key, so no event_id can be derived", bound.EventId.Place, "give the mapping a key: = …"),
                NamelessFields.EventId);
        }

        if (options.Version == NamelessVersion.Seed)
        {
            maker.HexOfRow(key.Utf8, eventName, own);
            Event = own;
        }
        else
        {
            maker.OfRow(key.Utf8, eventName, own);
            Event = own.AsMemory(0, NamelessIds.Length);
        }

        return null;
    }

    /// <summary>The id in the tag's form: as it is, mapped, or not at all.</summary>
    private (ReadOnlyMemory<byte> Id, Value Original, Packing.Broken? Wrong) Own(
        string field, ReadOnlySpan<byte> label, in Value raw, ReadOnlyMemory<byte> shortened, byte[] room, Place place)
    {
        if (NamelessIds.IsId(shortened.Span) || (anyForm && !options.MapIds)) return (shortened, Value.Null, null);
        if (options.MapIds)
        {
            maker.Map(label, shortened.Span, room);
            return (room, raw, null);
        }

        return (default, Value.Null, new(
            new(
                NamelessCodes.BadId,
                $"{field} '{raw}' is not 15 letters and digits",
                place,
                "set ids: mapped under to.nameless to use ids of another system"),
            field));
    }

    /// <summary>
    /// Whether an id has the long form of somebody else's: its own part and that of an owner who is not this event's. Only asked of
    /// ids in the tag's form; ids of other systems say nothing about their owner.
    /// </summary>
    private bool Foreign(ReadOnlySpan<byte> raw, ReadOnlyMemory<byte> shortened, byte separator, int ownerStart)
    {
        var at = ownerStart + NamelessIds.Length;
        return !anyForm && shortened.Length == raw.Length && raw.Length == at + 1 + NamelessIds.Length && raw[at] == separator
            && NamelessIds.IsId(raw[(at + 1)..]) && NamelessIds.IsId(raw[..NamelessIds.Length]);
    }

    private static Packing.Broken OtherOwner(string field, string owner, Place place) =>
        new(
            new(
                NamelessCodes.OtherOwner,
                $"{field} belongs to another {owner} than the event's",
                place,
                $"check which columns {field} and {owner} come from"),
            field);

    /// <summary>The text after <c>owner_session-</c>, or all of it when it does not begin so.</summary>
    private static ReadOnlyMemory<byte> WithoutOwner(ReadOnlyMemory<byte> text, ReadOnlySpan<byte> owner, ReadOnlySpan<byte> session)
    {
        var inner = Without(text, owner, (byte)'_');
        if (inner.Length == text.Length) return text;
        var rest = Without(inner, session, (byte)'-');
        return rest.Length == inner.Length ? text : rest;
    }

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> text, ReadOnlySpan<byte> owner, byte separator)
    {
        var span = text.Span;
        return span.Length > owner.Length + 1 && span[owner.Length] == separator && span.StartsWith(owner) ? text[(owner.Length + 1)..] : text;
    }
}
