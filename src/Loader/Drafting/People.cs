using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>How a person's address or number leaves: as a hash of its normal form, never twice hashed, and left out where it is none.</summary>
internal static class People
{
    public static string Email(DraftColumn column)
    {
        var cell = column.Sample.Expression;
        var hashed = column.Texts.Count(Contents.IsSha256);
        if (hashed == column.Texts.Count) return $"{cell} | lower";
        if (hashed > 0) return $"if(is_sha256({cell}), lower({cell}), {cell} | normalize_email | sha256)";
        return column.Texts.All(Contents.IsEmail) ? $"{cell} | normalize_email | sha256" : $"try({cell} | normalize_email | sha256)";
    }

    public static string Phone(DraftColumn column, IReadOnlyList<DraftColumn> all, List<string> decisions)
    {
        var cell = column.Sample.Expression;
        if (column.Texts.Count > 0 && column.Texts.All(Contents.IsSha256)) return $"{cell} | lower";
        var country = all.FirstOrDefault(other => other.Content == ContentKind.Country && MeaningWords.Of(other.Name) == FieldMeaning.Country);
        if (country is null && !column.Texts.All(text => text.StartsWith('+') || text.StartsWith("00", StringComparison.Ordinal)))
            decisions.Add($"{column.Name}: of which country are numbers without a calling code? \"US\" stands there");
        var text = column.Type.Kind == ValueKind.Text ? cell : $"{cell} | text";
        return $"try({text} | normalize_phone({country?.Sample.Expression ?? "\"US\""}) | sha256)";
    }
}
