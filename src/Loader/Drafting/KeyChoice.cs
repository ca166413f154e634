using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>What makes a row itself: a column, or two, in which no value comes twice.</summary>
/// <param name="Expression">As the mapping writes it.</param>
/// <param name="Columns">The columns that it is made of.</param>
/// <param name="IsUnique">Whether the sample has no two rows with the same.</param>
/// <param name="Group">A column whose equal values stand together: the rows may be lines of one order.</param>
internal sealed record KeyChoice(string Expression, IReadOnlyList<string> Columns, bool IsUnique, DraftColumn? Group)
{
    /// <summary>The best there is; null without columns.</summary>
    public static KeyChoice? Of(IReadOnlyList<DraftColumn> columns, long rows)
    {
        var able = columns.Where(column => column.Sample is { IsSingle: true, Values: > 0 }
            && column.Type.Kind is not (ValueKind.Boolean or ValueKind.Float)).ToList();
        if (able.Count == 0) return null;
        var best = able.Where(column => column.TellsRowsApart(rows)).OrderByDescending(Rank).FirstOrDefault(column => Rank(column) > 0);
        if (best is not null) return new(best.Sample.Expression, [best.Name], true, null);

        var named = able.Where(column => column.Sample.Values * TypeInference.MostMisfits >= rows * (TypeInference.MostMisfits - 1)
            && Rank(column) >= 20).OrderByDescending(Rank).ToList();
        var group = named.FirstOrDefault(column => MeaningWords.Of(column.Name) == FieldMeaning.OrderId && StandsTogether(column));
        if (group is not null) return new(group.Sample.Expression, [group.Name], false, group);
        var any = named.FirstOrDefault() ?? able.OrderByDescending(column => column.Sample.Different).ThenByDescending(Rank).First();
        return new(any.Sample.Expression, [any.Name], any.TellsRowsApart(rows), null);
    }

    /// <summary>How well a column would name a row: an order's number does, an amount or an address that happens to differ does not.</summary>
    private static int Rank(DraftColumn column) => MeaningWords.Of(column.Name) switch
    {
        FieldMeaning.OrderId => 100,
        _ when column.Type.Kind is ValueKind.Time or ValueKind.Date or ValueKind.Decimal => 0,
        FieldMeaning.Email or FieldMeaning.Phone or FieldMeaning.Amount or FieldMeaning.FullName or FieldMeaning.UserAgent or FieldMeaning.IpAddress => 1,
        FieldMeaning.ClientId or FieldMeaning.UserId or FieldMeaning.PageId => 20,
        _ when MeaningWords.Bare(column.Name) is "id" or "eventid" or "rowid" or "uuid" or "guid" or "messageid" or "key" => 90,
        _ when MeaningWords.NamesThings(column.Name) => 70,
        _ when column.Content == ContentKind.Uuid => 60,
        _ => 5,
    };

    /// <summary>Whether equal values are neighbours, but for a few slips, and some are equal.</summary>
    private static bool StandsTogether(DraftColumn column)
    {
        if (column.Sample.Different == column.Sample.Values || column.Texts.Count < 2) return false;
        var changes = 1;
        for (var i = 1; i < column.Texts.Count; i++) changes += column.Texts[i] == column.Texts[i - 1] ? 0 : 1;
        return (changes - column.Sample.Different) * 50 <= column.Sample.Different;
    }
}
