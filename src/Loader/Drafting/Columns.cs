using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>Looks at every column of a sample, and for the texts that stand for nothing in all of them.</summary>
internal static class Columns
{
    /// <summary>Nobody's name, status or code.</summary>
    private static readonly string[] Sure = ["NULL", "null", "Null", "(null)", "N/A", "n/a", "#N/A", "\\N", "None", "NaN", "nan", "undefined"];

    /// <summary>May be something: Namibia, a grade, a minus sign.</summary>
    private static readonly string[] Unsure = ["NA", "-", "--", "?"];

    /// <param name="sample">The first rows.</param>
    /// <param name="nulls">Texts that stand for nothing, besides the empty one.</param>
    public static IReadOnlyList<DraftColumn> Of(SourceSample sample, out IReadOnlyList<string> nulls)
    {
        var found = new List<string>(Sure.Where(word => sample.Columns.Any(column => column.Texts.Contains(word))));
        var set = new HashSet<string>(found, StringComparer.Ordinal);
        foreach (var word in Unsure)
        {
            // It stands for nothing where all other texts of its column are numbers, times, or true and false.
            var with = new HashSet<string>(set, StringComparer.Ordinal) { word };
            if (!sample.Columns.Any(column => column.Texts.Contains(word)
                && Type(column, set).Kind == ValueKind.Text
                && Type(column, with).Kind is not (null or ValueKind.Text))) continue;
            found.Add(word);
            set.Add(word);
        }

        nulls = found;
        return [.. sample.Columns.Select(column => Look(column, set))];
    }

    private static DraftColumn Look(SampledColumn column, HashSet<string> nulls)
    {
        List<string> texts = [.. column.Texts.Where(text => text.Length > 0 && !nulls.Contains(text))];
        var content = Contents.Of(texts);
        var type = content is ContentKind.Other || (content is ContentKind.Phone && !Contents.AreDialled(texts))
            ? Type(column, nulls)
            : ColumnType.Of(column.Kind);
        return new(column, type, content is ContentKind.Phone && type.Kind is ValueKind.Time or ValueKind.Date ? ContentKind.Other : content, texts);
    }

    private static ColumnType Type(SampledColumn column, HashSet<string> nulls) =>
        TypeInference.Of(column, nulls, MeaningWords.NamesThings(column.Name), MeaningWords.IsTime(column.Name));
}
