using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// Checks values of self-describing JSON and converts those whose names end in a type suffix. Single values are converted without
/// allocating; lists and objects are copied only where something in them changes.
/// </summary>
internal sealed class DataForms(SnowplowOptions options)
{
    /// <summary>Levels of data, so that the deepest envelope around it stays within the 40 that the pipeline reads.</summary>
    public const int Deepest = 37;

    private const int FirstDay = -719_162;
    private const int LastDay = 2_932_896;
    private const long FirstMillisecond = FirstDay * 86_400_000L;
    private const long LastMillisecond = ((LastDay + 1) * 86_400_000L) - 1;

    /// <summary>What is wrong with a value, or null and what it becomes.</summary>
    /// <param name="form">What it has to be.</param>
    /// <param name="value">The value; null stays null.</param>
    /// <param name="level">How deep it stands: 1 is the data itself.</param>
    /// <param name="path">Its name for people.</param>
    /// <param name="place">Where the mapping gives it.</param>
    /// <param name="converted">What is sent.</param>
    public Problem? Convert(DataForm form, in Value value, int level, string path, Place place, out Value converted)
    {
        converted = value;
        if (value.IsNull) return null;
        if (level > Deepest) return TooDeep(path, place);
        if (form == DataForm.Any) return Any(value, level, path, place, out converted);
        if (form == DataForm.Place) return Geo(value, level, path, place, out converted);
        if (value.Kind == ValueKind.List && form is not (DataForm.Latitude or DataForm.Longitude or DataForm.Text))
        {
            return Items(form, value, level, path, place, out converted);
        }

        switch (form)
        {
            case DataForm.Whole when ParameterText.Whole(value) is { } whole:
                converted = Value.Of(whole);
                return null;
            case DataForm.Number when IsNumber(value):
            case DataForm.Latitude when IsNumber(value) && Math.Abs(AsFloat(value)) <= 90:
            case DataForm.Longitude when IsNumber(value) && Math.Abs(AsFloat(value)) <= 180:
            case DataForm.Days when value.Kind == ValueKind.Date:
            case DataForm.Seconds or DataForm.Milliseconds when value.Kind == ValueKind.Time:
            case DataForm.Text when value.Kind == ValueKind.Text && !value.Utf8.IsEmpty:
                return null;
            case DataForm.Days when ParameterText.Whole(value) is >= FirstDay and <= LastDay and var days:
                converted = Value.OfDate((int)days);
                return null;
            case DataForm.Seconds when Milliseconds(value, 1000) is { } time:
                converted = Instant(time);
                return null;
            case DataForm.Milliseconds when Milliseconds(value, 1) is { } time:
                converted = Instant(time);
                return null;
            default:
                return Unfit(form, value, path, place);
        }
    }

    public static Problem Unfit(DataForm form, in Value value, string path, Place place)
    {
        var what = form switch
        {
            DataForm.Whole => "a whole number ($int)",
            DataForm.Number => "a number ($flt)",
            DataForm.Place => "latitude and longitude ($geo)",
            DataForm.Latitude => "a latitude from -90 to 90",
            DataForm.Longitude => "a longitude from -180 to 180",
            DataForm.Days => "days since 1970 in the years 1 to 9999 ($dt)",
            DataForm.Seconds => "seconds since 1970 in the years 1 to 9999 ($tm)",
            DataForm.Milliseconds => "milliseconds since 1970 in the years 1 to 9999 ($tms)",
            DataForm.Text => "a text that is not empty",
            _ => "a UUID",
        };
        var shown = value.Kind is ValueKind.List or ValueKind.Object or ValueKind.Null ? ValueWords.Of(value.Kind) : value.ToString();
        var hint = value.Kind == ValueKind.Text && form is not (DataForm.Text or DataForm.Uuid)
            ? "a text does not turn into a number by itself: … | integer, … | decimal"
            : null;
        return new(
            form is DataForm.Text or DataForm.Uuid or DataForm.UuidOrEventId ? SnowplowCodes.BadValue : SnowplowCodes.BadSuffix,
            $"{path} {shown} is not {what}",
            place,
            hint);
    }

    public static Problem TooDeep(string path, Place place) =>
        new(
            SnowplowCodes.BadData,
            FormattableString.Invariant($"{path} is deeper than {Deepest} levels"),
            place,
            "the pipeline reads JSON of at most 40 levels, the envelopes included");

    public static Problem NotFlat(string path, Place place) =>
        new(SnowplowCodes.BadData, $"{path} is an object", place, "flat: true under to.snowplow refuses nesting");

    private Problem? Any(in Value value, int level, string path, Place place, out Value converted)
    {
        converted = value;
        switch (value.Kind)
        {
            case ValueKind.Float when !double.IsFinite(value.Float):
                return new(RowCodes.NotFinite, $"{path} is {value}", place, "use if(…) or default(…) to say what it should be");
            case ValueKind.List:
                return Items(DataForm.Any, value, level, path, place, out converted);
            case ValueKind.Object:
                return level > 1 && options.Flat ? NotFlat(path, place) : Members(value, level, path, place, out converted);
            default:
                return null;
        }
    }

    private Problem? Items(DataForm form, in Value value, int level, string path, Place place, out Value converted)
    {
        converted = value;
        var items = value.List;
        Value[]? copy = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (Convert(form, items[i], level + 1, path, place, out var item) is { } wrong) return wrong;
            if (copy is null && !item.Equals(items[i])) copy = [.. items];
            if (copy is not null) copy[i] = item;
        }

        if (copy is not null) converted = Value.Of(copy);
        return null;
    }

    private Problem? Members(in Value value, int level, string path, Place place, out Value converted)
    {
        converted = value;
        var members = value.Object.Members;
        KeyValuePair<string, Value>[]? copy = null;
        for (var i = 0; i < members.Count; i++)
        {
            var (key, member) = members[i];
            var (name, form) = options.ConvertsSuffixes && key.Contains('$', StringComparison.Ordinal) ? TypeSuffix.Split(key) : (key, DataForm.Any);
            if (Convert(form, member, level + 1, path, place, out var own) is { } wrong) return wrong with { Message = $"{path}: {key}: {wrong.Message}" };
            if (copy is null && (form != DataForm.Any || !own.Equals(member))) copy = [.. members];
            if (copy is null) continue;
            copy[i] = new(name, own);
        }

        if (copy is null) return null;
        if (copy.DistinctBy(member => member.Key, StringComparer.Ordinal).Count() < copy.Length)
        {
            return new(SnowplowCodes.BadData, $"{path} has two names that differ only in their type suffix", place, "rename one of them");
        }

        converted = Value.Of(new ValueObject(copy));
        return null;
    }

    private Problem? Geo(in Value value, int level, string path, Place place, out Value converted)
    {
        converted = value;
        if (value.Kind == ValueKind.Object && value.Object.Members.Count == 2)
        {
            return Pair(value.Object["latitude"], value.Object["longitude"], level, path, place, out converted);
        }

        if (value.Kind != ValueKind.List) return Unfit(DataForm.Place, value, path, place);
        var items = value.List;
        if (items.Count == 2 && IsNumber(items[0]) && IsNumber(items[1])) return Pair(items[0], items[1], level, path, place, out converted);
        return items.All(item => item.Kind is ValueKind.List or ValueKind.Object)
            ? Items(DataForm.Place, value, level, path, place, out converted)
            : Unfit(DataForm.Place, value, path, place);
    }

    private Problem? Pair(in Value latitude, in Value longitude, int level, string path, Place place, out Value converted)
    {
        converted = Value.Null;
        if (latitude.IsNull || longitude.IsNull) return Unfit(DataForm.Place, Value.Null, path, place);
        if (Convert(DataForm.Latitude, latitude, level + 1, path, place, out _) is { } north) return north;
        if (Convert(DataForm.Longitude, longitude, level + 1, path, place, out _) is { } east) return east;
        converted = Value.Of(new ValueObject([new("latitude", latitude), new("longitude", longitude)]));
        return null;
    }

    private static bool IsNumber(in Value value) => value.Kind switch
    {
        ValueKind.Integer or ValueKind.Decimal => true,
        ValueKind.Float => double.IsFinite(value.Float),
        _ => false,
    };

    private static double AsFloat(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.Integer,
        ValueKind.Decimal => (double)value.Decimal,
        _ => value.Float,
    };

    /// <summary>Milliseconds from a number of units of so many; null when it is no number or out of range. What is finer is rounded towards the past.</summary>
    private static long? Milliseconds(in Value value, int unit)
    {
        if (!IsNumber(value) || Math.Abs(AsFloat(value)) * unit > LastMillisecond) return null;
        var exact = value.Kind switch
        {
            ValueKind.Integer => value.Integer,
            ValueKind.Decimal => value.Decimal,
            _ => (decimal)value.Float,
        };
        return (long)decimal.Floor(exact * unit) is >= FirstMillisecond and <= LastMillisecond and var milliseconds ? milliseconds : null;
    }

    private static Value Instant(long milliseconds)
    {
        var second = Math.DivRem(milliseconds, 1000, out var rest);
        return rest < 0 ? Value.OfTime(second - 1, (int)(rest + 1000) * 1_000_000) : Value.OfTime(second, (int)rest * 1_000_000);
    }
}
