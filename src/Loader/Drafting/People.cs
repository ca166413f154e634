using System.Globalization;
using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>How a person's address or number leaves: as a hash of its normal form, never twice hashed, and left out where it is none.</summary>
internal static class People
{
    private const string HashOfEmail = "normalize_email | sha256";

    /// <param name="column">The column.</param>
    /// <param name="decisions">What a person has to decide; added to.</param>
    /// <param name="through">The normal form that the destination hashes; null: the plain one.</param>
    public static string Email(DraftColumn column, List<string> decisions, string? through = null)
    {
        var cell = column.Type.Kind is ValueKind.Text or null ? column.Sample.Expression : $"{column.Sample.Expression} | text";
        var hashed = column.Texts.Count(Contents.IsSha256);
        if (hashed > 0 && hashed == column.Texts.Count) return $"{cell} | lower";
        through ??= HashOfEmail;
        var others = column.Texts.Count(text => !Contents.IsEmail(text) && !Contents.IsSha256(text));
        if (others > 0) decisions.Add(Others(column, others, "not one e-mail address"));
        if (hashed > 0)
        {
            var hash = others > 0 ? $"try({cell} | {through})" : $"{cell} | {through}";
            return $"if(is_sha256({cell}), lower({cell}), {hash})";
        }

        return others > 0 || column.Texts.Count == 0 ? $"try({cell} | {through})" : $"{cell} | {through}";
    }

    public static string Phone(DraftColumn column, IReadOnlyList<DraftColumn> all, List<string> decisions)
    {
        var cell = column.Sample.Expression;
        if (column.Texts.Count > 0 && column.Texts.All(Contents.IsSha256)) return $"{cell} | lower";
        var country = all.FirstOrDefault(other => other.Content == ContentKind.Country && MeaningWords.Of(other.Name) == FieldMeaning.Country);
        if (country is null && !column.Texts.All(text => text.StartsWith('+') || text.StartsWith("00", StringComparison.Ordinal)))
            decisions.Add($"{column.Name}: of which country are numbers without a calling code? \"US\" stands there");
        var others = column.Texts.Count(text => !Contents.IsPhone(text));
        if (others > 0) decisions.Add(Others(column, others, "no telephone number"));
        var codes = column.Texts.Count(Contents.MayHoldCode);
        if (codes > 0)
            decisions.Add(
                $"{Count(column, codes)} may begin with a calling code without its plus sign; those too long for a number of the country are left out");
        var text = column.Type.Kind == ValueKind.Text ? cell : $"{cell} | text";
        return $"try({text} | normalize_phone({country?.Sample.Expression ?? "\"US\""}, lengths: \"country\") | sha256)";
    }

    private static string Others(DraftColumn column, int others, string what) =>
        $"{Count(column, others)} {(others == 1 ? "is" : "are")} {what}; the field is left out there";

    private static string Count(DraftColumn column, int some) =>
        string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {some:N0} of {column.Texts.Count:N0} values");
}
