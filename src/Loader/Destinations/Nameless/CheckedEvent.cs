using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// One event after every check: what the bodies of all protocols are written from. Reused from event to event; reading a good one
/// allocates nothing.
/// </summary>
internal sealed class CheckedEvent(BoundEvent bound, NamelessOptions options)
{
    private readonly Value originOfPageView = Value.Of(options.OriginOf(isPageView: true));
    private readonly Value originOfOthers = Value.Of(options.OriginOf(isPageView: false));
    private readonly Value website = Value.Of(NamelessOptions.Website);
    private readonly Value streaming = Value.Of(NamelessOptions.Streaming);

    public BoundEvent Bound => bound;

    public EventIds Ids { get; } = new(bound, options);

    public Value Name { get; private set; }

    public Value Origin { get; private set; }

    /// <summary>Whether it goes with a browser's headers and without the key.</summary>
    public bool IsWebsite { get; private set; }

    /// <summary>event_timestamp.</summary>
    public long Milliseconds { get; private set; }

    /// <summary>page_load_timestamp: the event's own time where the mapping gives none.</summary>
    public long PageMilliseconds { get; private set; }

    /// <summary>The UTC day of the event.</summary>
    public int Day { get; private set; }

    public int PageDay { get; private set; }

    /// <summary>The time as the row has it, finer than milliseconds where it was.</summary>
    public Value Time { get; private set; }

    public Packing.Broken? Read(ReadOnlySpan<Value> slots, in Value key)
    {
        if (RowText.Required(bound.Name, NamelessFields.EventName, slots, out var name) is { } noName) return noName;
        Name = name;
        return ReadTimes(slots)
            ?? ReadOrigin(slots)
            ?? Ids.Read(slots, key, name.Utf8)
            ?? bound.EventData.Check(slots)
            ?? bound.UserData.Check(slots)
            ?? bound.SessionData.Check(slots)
            ?? bound.ConsentData.Check(slots)
            ?? bound.GtmData.Check(slots)
            ?? bound.Ecommerce?.Check(slots)
            ?? CheckDatalayer(slots);
    }

    private Packing.Broken? ReadTimes(ReadOnlySpan<Value> slots)
    {
        Time = bound.Timestamp.In(slots);
        if (Time.IsNull)
        {
            return new(
                new(NamelessCodes.MissingField, "event_timestamp is empty", bound.Timestamp.Place, "skip or reject such rows"), NamelessFields.EventTimestamp);
        }

        if (NamelessTimes.Milliseconds(Time, NamelessFields.EventTimestamp, bound.Timestamp.Place, out var milliseconds) is { } wrong)
        {
            return new(wrong, NamelessFields.EventTimestamp);
        }

        Milliseconds = milliseconds;
        Day = NamelessTimes.DayOf(milliseconds);
        var date = bound.Date.In(slots);
        if (!date.IsNull && (!NamelessTimes.TryDay(date, out var day) || day != Day))
        {
            return BadDate(NamelessFields.EventDate, date, bound.Date, "is not the UTC date of event_timestamp");
        }

        return ReadPageTimes(slots);
    }

    private Packing.Broken? ReadPageTimes(ReadOnlySpan<Value> slots)
    {
        PageMilliseconds = Milliseconds;
        if (bound.PageData.Check(slots) is { } notAPage) return notAPage;
        var load = bound.PageData.Taken(PartRules.PageLoad, slots);
        if (!load.IsNull)
        {
            const string Path = NamelessFields.PageData + "." + PartRules.PageLoadTimestamp;
            if (NamelessTimes.Milliseconds(load, Path, bound.PageData.PlaceOfTaken(PartRules.PageLoad), out var milliseconds) is { } wrong)
            {
                return new(wrong, Path);
            }

            PageMilliseconds = milliseconds;
        }

        PageDay = NamelessTimes.DayOf(PageMilliseconds);
        var date = bound.PageDate.In(slots);
        if (date.IsNull) return null;
        if (!NamelessTimes.TryDay(date, out var day)) return BadDate(NamelessFields.PageDate, date, bound.PageDate, "is not a date in the form yyyy-MM-dd");
        PageDay = day;
        return null;
    }

    private Packing.Broken? ReadOrigin(ReadOnlySpan<Value> slots)
    {
        var isPageView = Name.Utf8.SequenceEqual(EventNames.PageView);
        Origin = bound.Origin.In(slots);
        if (Origin.IsNull) Origin = isPageView ? originOfPageView : originOfOthers;
        else if (!bound.Origin.IsConstant && !IsKnown(Origin))
        {
            return new(
                new(
                    NamelessCodes.UnknownOrigin,
                    $"event_origin '{Origin}' is neither 'Website' nor 'Streaming protocol'",
                    bound.Origin.Place,
                    "another spelling can be set for all rows: event_origin under to.nameless"),
                NamelessFields.EventOrigin);
        }

        IsWebsite = Origin.Kind == ValueKind.Text && Origin.Utf8.SequenceEqual(website.Utf8);
        return EventNames.Check(Name.Utf8, IsWebsite, options, bound.Name.Place) is { } wrong ? new(wrong, NamelessFields.EventName) : null;
    }

    private bool IsKnown(in Value origin) => origin.Kind == ValueKind.Text
        && (origin.Utf8.SequenceEqual(website.Utf8) || origin.Utf8.SequenceEqual(streaming.Utf8) || origin.Utf8.SequenceEqual(originOfOthers.Utf8));

    private Packing.Broken? CheckDatalayer(ReadOnlySpan<Value> slots)
    {
        foreach (var guard in bound.DatalayerGuards)
        {
            if (ValueRules.Check(slots[guard.Slot], ValueRule.Any, guard.Path, guard.Place) is { } problem) return new(problem, guard.Path);
        }

        var whole = bound.DatalayerWhole.In(slots);
        if (whole.IsNull) return null;
        var place = bound.DatalayerWhole.Place;
        var wrong = whole.Kind is ValueKind.Object or ValueKind.List
            ? ValueRules.Check(whole, ValueRule.Any, NamelessFields.Datalayer, place)
            : new(NamelessCodes.WrongType, $"datalayer is {ValueWords.Of(whole.Kind)}, not a list or an object", place);
        return wrong is null ? null : new(wrong, NamelessFields.Datalayer);
    }

    private static Packing.Broken BadDate(string field, in Value date, FieldSource source, string why) =>
        new(new(NamelessCodes.BadDate, $"{field} '{date}' {why}", source.Place, "leave it out: it is derived from the timestamp"), field);
}
