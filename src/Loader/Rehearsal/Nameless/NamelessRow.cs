using System.Text.Json;

namespace Loader.Rehearsal.Nameless;

/// <summary>
/// The insert into BigQuery, which the tag's answer does not wait for: what it refuses is answered with 200 and lost (docs/rehearsal.md, "Rows that
/// are lost"). Modelled on the published schema, strict, unknown columns refused. Parameters of objects are looked at while the body is read.
/// </summary>
internal static class NamelessRow
{
    /// <summary>Below this, a number of milliseconds lies before 1973-03: seconds, unless the date beside it says so too.</summary>
    private const long ShortestMilliseconds = 100_000_000_000;

    /// <summary>Looks at the columns of their own.</summary>
    public static void Check(ref NamelessBody body, TagVersion version, in NamelessStanding standing)
    {
        CheckDate(ref body, NamelessColumn.EventDate);
        if (version == TagVersion.Tag202606)
        {
            CheckDate(ref body, NamelessColumn.PageDate);
            if (standing.UserDate < 0 || standing.SessionDate < 0) body.Lose("the user's or session's first event_date is not a date");
        }

        CheckTimestamp(ref body);
    }

    private static void CheckDate(ref NamelessBody body, NamelessColumn column)
    {
        if (NamelessDate.Day(body.Text(column)) < 0) body.Lose($"{column.Name()} is not a date");
    }

    private static void CheckTimestamp(ref NamelessBody body)
    {
        var field = body[NamelessColumn.EventTimestamp];
        if (field.Kind == JsonTokenType.String)
        {
            foreach (var digit in body.Text(NamelessColumn.EventTimestamp))
            {
                if (!char.IsAsciiDigit((char)digit)) body.Lose("event_timestamp is not a whole number");
            }

            body.Alter("event_timestamp is a text");
            return;
        }

        var reader = new Utf8JsonReader(body.Raw(field));
        reader.Read();
        if (field.Kind != JsonTokenType.Number || !reader.TryGetDouble(out var number) || Math.Floor(number) != number)
        {
            body.Lose("event_timestamp is not a whole number");
            return;
        }

        var milliseconds = body.Number(NamelessColumn.EventTimestamp);
        if (NamelessDate.DayOf(milliseconds) != NamelessDate.Day(body.Text(NamelessColumn.EventDate)))
        {
            body.Alter(
                Math.Abs(milliseconds) < ShortestMilliseconds ? "event_timestamp looks like seconds" : "event_date is not the UTC date of event_timestamp");
        }
    }
}
