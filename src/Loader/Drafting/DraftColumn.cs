using Loader.Destinations;

namespace Loader.Drafting;

/// <summary>A column with all that was found out about it.</summary>
/// <param name="Sample">Its values.</param>
/// <param name="Type">What they are.</param>
/// <param name="Content">What its texts look like.</param>
/// <param name="Texts">Its texts without those that stand for nothing.</param>
internal sealed record DraftColumn(SampledColumn Sample, ColumnType Type, ContentKind Content, IReadOnlyList<string> Texts)
{
    public string Name => Sample.Name;

    /// <summary>Whether every row has a value, and no two the same.</summary>
    public bool TellsRowsApart(long rows) =>
        rows > 0 && Sample.Values == rows && Sample.Different == rows && (Sample.Kind != Mappings.Rows.ValueKind.Text || Texts.Count == rows);

    /// <summary>How surely the column says that, by its name and by what it holds; 0: not at all.</summary>
    public int Says(EventField field)
    {
        if (!Sample.IsSingle || Sample.Values == 0) return 0;
        var name = Math.Max(
            MeaningWords.Score(Name, field.Means),
            MeaningWords.Score(Name, field.Means == FieldMeaning.Own ? field.Hints : [field.Path, .. field.Hints]));
        var content = ByContent(field.Means);
        if (content is { } holds && Content == holds) return Math.Max(name, 40);

        // A column that is called email and holds no addresses is none; hashes of them are.
        return content is not null && Content is not (ContentKind.Other or ContentKind.Sha256) ? 0 : name;
    }

    private static ContentKind? ByContent(FieldMeaning meaning) => meaning switch
    {
        FieldMeaning.Email => ContentKind.Email,
        FieldMeaning.Phone => ContentKind.Phone,
        FieldMeaning.IpAddress => ContentKind.IpAddress,
        FieldMeaning.UserAgent => ContentKind.UserAgent,
        FieldMeaning.Url => ContentKind.Url,
        FieldMeaning.ScreenSize => ContentKind.ScreenSize,
        FieldMeaning.Currency => ContentKind.Currency,
        FieldMeaning.Country => ContentKind.Country,
        FieldMeaning.ClickId => ContentKind.ClickId,
        _ => null,
    };
}
