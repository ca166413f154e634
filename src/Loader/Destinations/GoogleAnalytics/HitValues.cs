using Loader.Mappings.Rows;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>Checks values by what their parameter takes; the good path allocates nothing.</summary>
internal static class HitValues
{
    public static Problem? Check(BoundParameter parameter, in Value value)
    {
        if (value.IsNull) return null;
        if (value.Kind != ValueKind.List) return CheckOne(parameter, value);

        // A list repeats its parameter.
        var several = value.List;
        for (var i = 0; i < several.Count; i++)
        {
            if (!several[i].IsNull && CheckOne(parameter, several[i]) is { } wrong) return wrong;
        }

        return null;
    }

    private static Problem? CheckOne(BoundParameter parameter, in Value value)
    {
        var (name, place) = (parameter.Name, parameter.Source.Place);
        if (value.Kind is not (ValueKind.Text or ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal or ValueKind.Float or ValueKind.Boolean))
        {
            return new(GoogleAnalyticsCodes.WrongType, $"{name} is {ValueWords.Of(value.Kind)}; a hit holds texts and numbers", place, "convert it: … | text");
        }

        var isRight = parameter.Takes.Value switch
        {
            HitValue.Count or HitValue.QueueTime => IsCount(value),
            HitValue.Amount => value.Kind is ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal or ValueKind.Float,
            HitValue.Flag => value.Kind == ValueKind.Boolean || (IsCount(value) && value.Integer <= 1),
            _ => true,
        };
        if (!isRight) return new(GoogleAnalyticsCodes.WrongType, $"{name} '{value}' is not {Words(parameter.Takes.Value)}", place, Hint(parameter.Takes.Value));
        if (parameter.Takes.Value == HitValue.QueueTime && value.Integer > HitParameters.LongestQueueTime)
        {
            return new(GoogleAnalyticsCodes.TooOld, $"qt of {value.Integer} ms is more than four hours", place, "leave qt out, or skip such rows");
        }

        return value.Kind == ValueKind.Text && value.Utf8.Length > parameter.Takes.MostBytes
            ? new(
                GoogleAnalyticsCodes.TooLong,
                $"{name} has {value.Utf8.Length} bytes; the protocol takes {parameter.Takes.MostBytes}",
                place,
                $"cut it: … | left({parameter.Takes.MostBytes})")
            : null;
    }

    private static bool IsCount(in Value value) => value.Kind == ValueKind.Integer && value.Integer >= 0;

    private static string Words(HitValue takes) => takes switch
    {
        HitValue.Amount => "a number",
        HitValue.Flag => "1 or 0",
        _ => "a whole number from 0",
    };

    private static string Hint(HitValue takes) => takes switch
    {
        HitValue.Amount => "convert it: … | decimal",
        HitValue.Flag => "write true, false, 1 or 0",
        _ => "convert it: … | integer",
    };
}
