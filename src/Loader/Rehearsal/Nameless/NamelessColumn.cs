using System.Text;

namespace Loader.Rehearsal.Nameless;

/// <summary>The fields of an event that mean something to the tag or to the table <c>events_raw</c>.</summary>
internal enum NamelessColumn
{
    PageDate,
    PageId,
    PageData,
    EventOrigin,
    EventDate,
    EventTimestamp,
    EventName,
    EventId,
    EventData,
    UserData,
    SessionData,
    ConsentData,
    GtmData,
    Ecommerce,
    Datalayer,
    ClientId,
    SessionId,
    UserDate,
    SessionDate,
    EventDatetime,
    ProcessingEventTimestamp,
    ContentLength,
    JobId,
    None,
}

/// <summary>Names of fields, and which of them the tables have.</summary>
internal static class NamelessColumns
{
    public const int Count = (int)NamelessColumn.None;

    /// <summary>The names, in the order of the enumeration.</summary>
    public static readonly string[] Names =
    [
        "page_date", "page_id", "page_data", "event_origin", "event_date", "event_timestamp", "event_name", "event_id", "event_data",
        "user_data", "session_data", "consent_data", "gtm_data", "ecommerce", "datalayer", "client_id", "session_id", "user_date",
        "session_date", "event_datetime", "processing_event_timestamp", "content_length", "job_id",
    ];

    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    public static NamelessColumn Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i])) return (NamelessColumn)i;
        }

        return NamelessColumn.None;
    }

    public static string Name(this NamelessColumn column) => Names[(int)column];

    public static ReadOnlySpan<byte> Utf8(this NamelessColumn column) => Utf8Names[(int)column];

    /// <summary>Whether the table of that time has the column. The new one lost four of them between 2025-12-28 and 2026-01-02.</summary>
    public static bool IsStored(this NamelessColumn column, TagVersion version) => version == TagVersion.Tag202606
        ? column < NamelessColumn.EventDatetime
        : column is not (NamelessColumn.PageDate or NamelessColumn.PageId or NamelessColumn.PageData or NamelessColumn.GtmData
            or NamelessColumn.UserDate or NamelessColumn.SessionDate or NamelessColumn.None);
}
