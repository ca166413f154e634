namespace Loader.Destinations.Snowplow;

/// <summary>What a value inside self-describing JSON has to be, and becomes.</summary>
internal enum DataForm
{
    /// <summary>Stays what it is.</summary>
    Any,

    /// <summary><c>$int</c>: a whole number.</summary>
    Whole,

    /// <summary><c>$flt</c>: a number.</summary>
    Number,

    /// <summary><c>$geo</c>: latitude and longitude, which become an object.</summary>
    Place,

    /// <summary><c>$dt</c>: days since 1970, which become a date.</summary>
    Days,

    /// <summary><c>$tm</c>, in the trackers' first release <c>$ts</c>: seconds since 1970, which become a time.</summary>
    Seconds,

    /// <summary><c>$tms</c>: milliseconds since 1970, which become a time.</summary>
    Milliseconds,

    Latitude,

    Longitude,

    /// <summary>A text that is not empty.</summary>
    Text,

    /// <summary>A UUID, or what one is made from.</summary>
    Uuid,

    /// <summary>The same; a row without one has the event's id.</summary>
    UuidOrEventId,
}

/// <summary>The type suffixes of the trackers of 2013.</summary>
internal static class TypeSuffix
{
    /// <summary>A name without its suffix, and what the suffix says.</summary>
    public static (string Name, DataForm Form) Split(string name)
    {
        var at = name.LastIndexOf('$');
        if (at <= 0) return (name, DataForm.Any);
        var form = name.AsSpan(at + 1) switch
        {
            "int" => DataForm.Whole,
            "flt" => DataForm.Number,
            "geo" => DataForm.Place,
            "dt" => DataForm.Days,
            "tm" or "ts" => DataForm.Seconds,
            "tms" => DataForm.Milliseconds,
            _ => DataForm.Any,
        };
        return form == DataForm.Any ? (name, form) : (name[..at], form);
    }
}
