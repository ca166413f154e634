using System.Text.RegularExpressions;
using Loader.Destinations;
using Loader.Mappings.Functions.Text;
using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>Finds a column for each field of a destination, or makes the fields out of the columns where events may look like anything.</summary>
/// <param name="columns">The columns.</param>
/// <param name="decisions">What a person has to decide; added to.</param>
internal sealed class FieldMatch(IReadOnlyList<DraftColumn> columns, List<string> decisions)
{
    private readonly HashSet<DraftColumn> used = [];

    /// <summary>Settings of the destination that the columns' forms need.</summary>
    public Dictionary<string, string> Loosened { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that no field has taken.</summary>
    public IEnumerable<DraftColumn> Unused => columns.Where(column => !used.Contains(column));

    public List<DraftField> Of(IReadOnlyList<EventField> fields)
    {
        if (fields.Count == 0) return [.. columns.Where(column => column.Sample is { IsSingle: true, Values: > 0 }).Select(Free)];
        var found = new List<DraftField>(fields.Count);
        foreach (var field in fields)
        {
            if (Best(field) is { } column) found.Add(Field(field, column));
            else if (field.Otherwise is { } otherwise) found.Add(Constant(field, otherwise));
            else if (field.IsRequired) found.Add(Missing(field));
        }

        return found;
    }

    private DraftColumn? Best(EventField field) =>
        columns.Where(column => !used.Contains(column) && Fits(column, field) && column.Says(field) > 0).MaxBy(column => column.Says(field));

    private static bool Fits(DraftColumn column, EventField field)
    {
        if (field.Kind == ValueKind.Time && column.Type.Kind is not (ValueKind.Time or ValueKind.Date)) return false;
        if (field.Means is FieldMeaning.Amount or FieldMeaning.Tax or FieldMeaning.Shipping
            && column.Type.Kind is not (ValueKind.Integer or ValueKind.Decimal or ValueKind.Float)) return false;
        if ((field.Means == FieldMeaning.Email || field.Through is not null) && column.Type.Kind != ValueKind.Text) return false;
        return field.Form is null || field.Loosened is not null || HasForm(column, field.Form);
    }

    private static bool HasForm(DraftColumn column, string form)
    {
        var regex = new Regex(form, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return column.Texts.Count > 0 && column.Texts.Count(text => !regex.IsMatch(text)) * TypeInference.MostMisfits <= column.Texts.Count;
    }

    private DraftField Field(EventField field, DraftColumn column)
    {
        used.Add(column);
        if (field is { Form: { } form, Loosened: { } setting } && !HasForm(column, form)) Loosened[setting.Name] = setting.Value;
        var before = decisions.Count;
        var expression = field.Means switch
        {
            FieldMeaning.Email => People.Email(column, decisions, field.Through),
            FieldMeaning.Phone => People.Phone(column, columns, decisions),
            _ when column.Content == ContentKind.Email => People.Email(column, decisions),
            _ => Value(column, field) + (field.Through is { } through ? " | " + through : ""),
        };
        return new(field.Path, YamlText.Formula(expression), DecideSince(before), column);
    }

    /// <summary>The column as the field wants it. A type that stands under columns is not said again.</summary>
    private static string Value(DraftColumn column, EventField field)
    {
        var expression = column.Sample.Expression;
        if (field.Kind == ValueKind.Time)
        {
            if (column.Type is { Kind: ValueKind.Date, AsTime: { } asTime }) return column.Sample.IsColumn ? expression : $"{expression} | {asTime}";
            if (column.Type is { Kind: ValueKind.Date, AsTime: null }) return $"{expression} | text | time(\"yyyy-MM-dd\", \"UTC\")";
        }

        if (!column.Sample.IsColumn && column.Type.Conversion is { } conversion) expression = $"{expression} | {conversion}";
        return field.Kind == ValueKind.Text && column.Type.Kind is not (ValueKind.Text or null) ? $"{expression} | text" : expression;
    }

    private DraftField Constant(EventField field, string otherwise)
    {
        if (field.IsRequired) decisions.Add($"{field.Path}: no column says it, so it is '{otherwise}' in every event ({field.Help})");
        return new(field.Path, otherwise.All(char.IsAsciiDigit) ? otherwise : YamlText.Of(otherwise), (field.IsRequired ? "DECIDE: " : "") + field.Help);
    }

    private DraftField Missing(EventField field)
    {
        decisions.Add($"{field.Path}: no column fits; it needs {field.Help}");
        return new(field.Path, null, field.Help);
    }

    /// <summary>A member of an event that may look like anything: the column under its own name, people as hashes.</summary>
    private DraftField Free(DraftColumn column)
    {
        used.Add(column);
        var name = Name(column.Name);
        var converted = column.Sample.IsColumn || column.Type.Conversion is null
            ? column.Sample.Expression
            : $"{column.Sample.Expression} | {column.Type.Conversion}";
        var before = decisions.Count;
        var mayBeText = column.Type.Kind is ValueKind.Text or null;
        var (path, value) = MeaningWords.Person(column.Name) switch
        {
            FieldMeaning.Email when column.Content == ContentKind.Sha256 => (name, People.Email(column, decisions)),
            _ when column.Content == ContentKind.Email => (name + "_sha256", People.Email(column, decisions)),
            _ when column.Content == ContentKind.IpAddress => (name, $"{column.Sample.Expression} | anonymize_ip"),
            FieldMeaning.Email when mayBeText => (name + "_sha256", People.Email(column, decisions)),
            FieldMeaning.Phone when mayBeText || column.Type.Kind == ValueKind.Integer => (name + "_sha256", People.Phone(column, columns, decisions)),
            _ when column.Content == ContentKind.Phone && mayBeText && Contents.AreDialled(column.Texts) =>
                (name + "_sha256", People.Phone(column, columns, decisions)),
            FieldMeaning.FirstName or FieldMeaning.LastName or FieldMeaning.FullName when column.Type.Kind == ValueKind.Text =>
                (name + "_sha256", $"{column.Sample.Expression} | normalize_name | sha256"),
            FieldMeaning.Street when mayBeText => InTheClear(column, name, converted),
            _ => (name, converted),
        };
        return new(path, YamlText.Formula(value), DecideSince(before), column);
    }

    private (string Path, string Value) InTheClear(DraftColumn column, string name, string value)
    {
        decisions.Add($"{column.Name}: may people's addresses leave as they are? Else take the field out");
        return (name, value);
    }

    /// <summary>What was added to the decisions, as the comment of a field.</summary>
    private string? DecideSince(int before)
    {
        if (decisions.Count == before) return null;
        return "DECIDE " + string.Join("; ", decisions.Skip(before).Select(one => one[(one.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    /// <summary>A name without blanks, signs and accents; dots of members become underscores.</summary>
    private string Name(string column)
    {
        var name = string.Concat(PlainLetters.Of(column).Trim().Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')).Trim('_');
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) name = "field_" + name;
        for (var (free, n) = (name, 2); ; free = FormattableString.Invariant($"{name}_{n++}"))
        {
            if (names.Add(free)) return free;
        }
    }

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
}
