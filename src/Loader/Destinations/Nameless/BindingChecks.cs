using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>The checks of single fields that can be made before the first row: constants, and types that are known.</summary>
internal sealed class BindingChecks(NamelessOptions options, List<Finding> found)
{
    public void Check(BoundEvent bound)
    {
        Text(bound.Name, NamelessFields.EventName);
        Text(bound.Origin, NamelessFields.EventOrigin);
        Text(bound.EventId, NamelessFields.EventId);
        Text(bound.ClientId, NamelessFields.ClientId);
        Text(bound.SessionId, NamelessFields.SessionId);
        Text(bound.PageId, NamelessFields.PageId);
        Timestamp(bound.Timestamp, NamelessFields.EventTimestamp);
        Date(bound.Date, NamelessFields.EventDate);
        Date(bound.PageDate, NamelessFields.PageDate);
        Id(bound.ClientId, NamelessFields.ClientId, NamelessIds.Length);
        Id(bound.SessionId, NamelessFields.SessionId, (2 * NamelessIds.Length) + 1);
        Id(bound.PageId, NamelessFields.PageId, (3 * NamelessIds.Length) + 2);
        PageLoad(bound.PageData);
        Name(bound);
        Origin(bound);
    }

    private void Text(FieldSource source, string field)
    {
        if (!source.IsGiven || source.Kind is null or ValueKind.Null) return;
        if (source.Kind != ValueKind.Text)
        {
            Report(NamelessCodes.WrongType, source.Place, $"{field} is {ValueWords.Of(source.Kind.Value)}, not a text", "convert it: … | text");
        }
        else if (source.IsConstant && source.In([]).Utf8.IsEmpty)
        {
            Report(NamelessCodes.MissingField, source.Place, $"{field} is empty", null);
        }
    }

    private void Timestamp(FieldSource source, string field)
    {
        if (!source.IsGiven) return;
        if (source.IsConstant)
        {
            if (NamelessTimes.Milliseconds(source.In([]), field, source.Place, out _) is { } wrong) Report(wrong);
        }
        else if (source.Kind is { } kind and not (ValueKind.Null or ValueKind.Time or ValueKind.Integer or ValueKind.Decimal or ValueKind.Float))
        {
            Report(NamelessTimes.NotATime(kind, field, source.Place));
        }
    }

    private void PageLoad(EventPart pageData)
    {
        if (pageData.SourceOfTaken(PartRules.PageLoad) is { } source) Timestamp(source, "page_data." + PartRules.PageLoadTimestamp);
    }

    private void Date(FieldSource source, string field)
    {
        if (!source.IsGiven) return;
        var wrong = source.IsConstant
            ? !NamelessTimes.TryDay(source.In([]), out _)
            : source.Kind is not (null or ValueKind.Null or ValueKind.Date or ValueKind.Text);
        if (!wrong) return;
        Report(
            NamelessCodes.BadDate,
            source.Place,
            $"{field} is not a date in the form yyyy-MM-dd",
            "leave it out: it is derived from the timestamp");
    }

    /// <summary>The own part of an id; whether a long form names the right owner is for the rows to say.</summary>
    private void Id(FieldSource source, string field, int longForm)
    {
        if (!source.IsConstant || source.Kind != ValueKind.Text || options.MapIds || options.Version == NamelessVersion.Seed) return;
        var id = source.In([]).Utf8;
        if (id.IsEmpty || ((id.Length == NamelessIds.Length || id.Length == longForm) && NamelessIds.IsId(id[^NamelessIds.Length..]))) return;
        Report(
            NamelessCodes.BadId,
            source.Place,
            $"{field} is not 15 letters and digits",
            "set ids: mapped under to.nameless to use ids of another system");
    }

    private void Name(BoundEvent bound)
    {
        if (!bound.Name.IsConstant || bound.Name.Kind != ValueKind.Text) return;
        var mayBeWebsite = OriginOf(bound) is null or NamelessOptions.Website;
        if (EventNames.Check(bound.Name.In([]).Utf8, mayBeWebsite, options, bound.Name.Place) is { } wrong) Report(wrong);
    }

    private void Origin(BoundEvent bound)
    {
        if (bound.Origin is { IsGiven: true, IsConstant: true, Kind: ValueKind.Text } && bound.Origin.In([]).Text is var own && !IsUsual(own))
        {
            Report(
                NamelessCodes.UnusualOrigin,
                bound.Origin.Place,
                $"event_origin '{own}' is refused by most tags",
                DidYouMean.Hint(own, [NamelessOptions.Website, NamelessOptions.Streaming]) ?? "use 'Website' or 'Streaming protocol'");
        }

        if (options.Cookies || options.Version != NamelessVersion.Tag2026 || options.EventOrigin is not null || OriginOf(bound) is not { } origin) return;
        var place = bound.Origin.IsGiven ? bound.Origin.Place : bound.Name.Place;
        Report(CookieWarning.Of(origin == NamelessOptions.Website, place));
    }

    private bool IsUsual(string origin) => origin is NamelessOptions.Website or NamelessOptions.Streaming || origin == options.EventOrigin
        || options.Version == NamelessVersion.Seed;

    /// <summary>The event_origin, when it is the same for every row; else null.</summary>
    private string? OriginOf(BoundEvent bound)
    {
        if (bound.Origin.IsGiven) return bound.Origin is { IsConstant: true, Kind: ValueKind.Text } ? bound.Origin.In([]).Text : null;
        if (options.EventOrigin is { } set) return set;
        return bound.Name is { IsConstant: true, Kind: ValueKind.Text }
            ? options.OriginOf(bound.Name.In([]).Utf8.SequenceEqual(EventNames.PageView))
            : null;
    }

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));

    private void Report(Problem problem) => found.Add(new(problem.Code, problem.Place!.Value, problem.Message, problem.Hint));

    private void Report(Finding finding) => found.Add(finding);
}
