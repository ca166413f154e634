using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>What a value inside one of the event's objects must be, so that the tag and its table keep it.</summary>
internal enum ValueRule
{
    /// <summary>Anything whose numbers survive JavaScript.</summary>
    Any,

    /// <summary>Texts only: consent_data.</summary>
    Text,

    /// <summary>Texts and whole numbers only: gtm_data.</summary>
    TextOrInteger,
}

/// <summary>Checks values by their rule; the good path allocates nothing.</summary>
internal static class ValueRules
{
    /// <summary>The largest magnitude up to which JavaScript keeps every whole number.</summary>
    private const long Exact = 1L << 53;

    public static Problem? Check(in Value value, ValueRule rule, string path, Place place) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Text => null,
        _ when CheckKind(value.Kind, rule, path, place) is { } problem => problem,
        ValueKind.Integer => value.Integer is >= -Exact and <= Exact ? null : LosesDigits(value, path, place),
        ValueKind.Decimal => Math.Abs(value.Decimal) <= Exact ? null : LosesDigits(value, path, place),
        ValueKind.WideDecimal => Math.Abs(WideDecimal.ToFloat(value)) <= Exact ? null : LosesDigits(value, path, place),
        ValueKind.Float => Float(value, path, place),
        ValueKind.List => List(value, path, place),
        ValueKind.Object => Object(value, path, place),
        _ => null,
    };

    /// <summary>Whether values of a type can pass at all.</summary>
    public static Problem? CheckKind(ValueKind kind, ValueRule rule, string path, Place place) => (rule, kind) switch
    {
        (_, ValueKind.Null or ValueKind.Text) or (ValueRule.Any, _) or (ValueRule.TextOrInteger, ValueKind.Integer) => null,
        (ValueRule.Text, _) => new(
            NamelessCodes.ConsentNotText, $"{path} is {ValueWords.Of(kind)}; consent values are texts", place, "convert it: … | text"),
        _ => new(
            NamelessCodes.TagValueType, $"{path} is {ValueWords.Of(kind)}; gtm_data holds texts and whole numbers", place, "convert it: … | text"),
    };

    /// <summary>
    /// A float that is a whole number lands in the integer slot, so a large one is as lost as a large integer.
    /// </summary>
    private static Problem? Float(in Value value, string path, Place place)
    {
        if (!double.IsFinite(value.Float))
        {
            return new(RowCodes.NotFinite, $"{path} is {value}", place, "use if(…) or default(…) to say what it should be");
        }

        return Math.Abs(value.Float) <= Exact ? null : LosesDigits(value, path, place);
    }

    private static Problem? List(in Value value, string path, Place place)
    {
        var items = value.List;
        for (var i = 0; i < items.Count; i++)
        {
            if (Check(items[i], ValueRule.Any, path, place) is { } problem) return problem;
        }

        return null;
    }

    private static Problem? Object(in Value value, string path, Place place)
    {
        var members = value.Object.Members;
        for (var i = 0; i < members.Count; i++)
        {
            if (Check(members[i].Value, ValueRule.Any, path, place) is { } problem) return problem;
        }

        return null;
    }

    private static Problem LosesDigits(in Value value, string path, Place place) =>
        new(NamelessCodes.LosesDigits, $"{path} {value} is beyond 2^53 and would lose digits", place, "send it as text: … | text");
}
