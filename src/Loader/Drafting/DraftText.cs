using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Reports;

namespace Loader.Drafting;

/// <summary>A draft as the YAML that a person goes on with. Comments tell shapes of values (9 for a digit, x for a letter), never values.</summary>
internal sealed class DraftText(Draft draft)
{
    private const int MostUnused = 40;

    private static readonly Dictionary<ContentKind, string> Words = new()
    {
        [ContentKind.Email] = "e-mail addresses",
        [ContentKind.Sha256] = "hashes",
        [ContentKind.Uuid] = "UUIDs",
        [ContentKind.Url] = "addresses of pages",
        [ContentKind.Path] = "paths of pages",
        [ContentKind.IpAddress] = "addresses of the Internet",
        [ContentKind.UserAgent] = "browsers",
        [ContentKind.ScreenSize] = "sizes of screens",
        [ContentKind.Currency] = "currencies",
        [ContentKind.Country] = "countries",
        [ContentKind.Phone] = "telephone numbers",
        [ContentKind.ClickId] = "ids of clicks",
    };

    private readonly StringBuilder text = new();

    public static string Of(Draft draft) => new DraftText(draft).Write();

    private string Write()
    {
        Line(
            $"# A first mapping, made from {Rows(draft.Sample)} and {Count(draft.Sample.Columns.Count, "column")} of the source. Look at every line marked DECIDE, then:");
        Line("#");
        Line("#   loader check   says what is still wrong");
        Line("#   loader preview shows the payloads of the first rows");
        Line($"mapping: {YamlText.Of(draft.Name)}");
        From();
        Types();
        Key();
        Event();
        To();
        return text.ToString();
    }

    private void From()
    {
        Line("");
        if (draft.From.Text is { } written)
        {
            foreach (var (name, value) in draft.Settings) Line($"# DECIDE: texts that stand for nothing were found; add to from: {name}: {value}");
            Line(written);
            return;
        }

        Line("from:");
        Line($"  {draft.From.Kind}:");
        Line($"    path: {YamlText.Of(draft.From.Path)}");
        foreach (var (name, value) in draft.Settings) Line($"    {name}: {value}");
    }

    private void Types()
    {
        var typed = draft.Typed.ToList();
        if (typed.Count == 0) return;
        Line("");
        Line("columns:", "text becomes a type only where it is said here");
        foreach (var column in typed)
        {
            // Where a moment is wanted, a day is the moment at which it begins.
            var isTime = column.Type.Kind == ValueKind.Date && draft.Fields.Any(field => field.Column == column && IsTime(field));
            var conversion = isTime ? column.Type.AsTime ?? column.Type.Conversion! : column.Type.Conversion!;
            var decide = column.Type.Question is { } question ? $"DECIDE {question}; " : column.Type.AssumesZone || isTime ? "DECIDE which time zone? " : "";
            Line($"  {YamlText.Of(column.Name)}: {YamlText.Formula(conversion)[2..]}", decide + Like(column));
        }
    }

    private bool IsTime(DraftField field) => draft.To.Fields.FirstOrDefault(one => one.Path == field.Path)?.Kind == ValueKind.Time;

    private void Key()
    {
        Line("");
        if (draft.Key is not { } key)
        {
            Line("# key: = …", "DECIDE what makes a row itself: ids, resends and --retry-failed hang on it");
            return;
        }

        if (key.Group is not null)
        {
            Line("# DECIDE: neighbouring rows have the same key. If they are lines of one thing, make it one event, with sums such as sum(rows, "
                + "price * quantity):");
            Line($"# group: {YamlText.Comment(YamlText.Formula(key.Expression))}");
        }

        Line(
            $"key: {YamlText.Formula(key.Expression)}",
            key.IsUnique ? "no two rows have the same" : "DECIDE: several rows have the same, and would get the same event id");
        Line("");
        Line("# skip:", "rows left out on purpose, each under a name that the report counts");
        Line("#   not_paid: = status != \"…\"");
    }

    private void Event()
    {
        Line("");
        Line("event:");
        foreach (var field in draft.Fields.Where(field => !field.Path.Contains('.', StringComparison.Ordinal))) Field(field, field.Path, "  ");
        foreach (var part in draft.Fields.Where(field => field.Path.Contains('.', StringComparison.Ordinal)).GroupBy(
            field => field.Path[..field.Path.IndexOf('.', StringComparison.Ordinal)],
            StringComparer.Ordinal))
            Part(part.Key, [.. part], part.Key.Length + 1, "  ");
        if (draft.Fields.All(field => field.Value is null)) Line("  # no column was recognized: write each field as name: = column");
        if (draft.Unused.Count == 0) return;
        Line("");
        Line("  # Columns that nothing uses:");
        foreach (var column in draft.Unused.Take(MostUnused)) Line($"  #   {YamlText.Comment(column.Sample.Expression)}", Like(column));
        if (draft.Unused.Count > MostUnused) Line(string.Create(CultureInfo.InvariantCulture, $"  #   … and {draft.Unused.Count - MostUnused:N0} more"));
    }

    private void Part(string name, List<DraftField> fields, int skip, string indent)
    {
        Line($"{indent}{name}:");
        foreach (var group in fields.GroupBy(field => field.Path[skip..].Split('.')[0], StringComparer.Ordinal))
        {
            var own = group.FirstOrDefault(field => field.Path.Length == skip + group.Key.Length);
            if (own is not null) Field(own, group.Key, indent + "  ");
            else Part(group.Key, [.. group], skip + group.Key.Length + 1, indent + "  ");
        }
    }

    private void Field(DraftField field, string name, string indent)
    {
        if (field.Value is null) Line($"{indent}# {name}: = …", $"DECIDE, it is needed: {field.Comment}");
        else Line($"{indent}{YamlText.Of(name)}: {field.Value}", field.Comment);
    }

    private void To()
    {
        Line("");
        Line("to:");
        Line($"  {draft.To.Name}:");
        foreach (var setting in draft.To.FirstSettings) Line($"    {setting.Name}: {setting.Value}", setting.Help);
        foreach (var (name, value) in draft.Loosened) Line($"    {name}: {value}", "the columns' ids have another form");
        Line("");
        Line("send: { parallel: 8, attempts: 8, timeout: 30s, max_failed: 5% }");
    }

    private void Line(string line, string? comment = null)
    {
        const int Column = 44;
        text.Append(line);
        if (!string.IsNullOrEmpty(comment)) text.Append(' ', Math.Max(1, Column - line.Length)).Append("# ").Append(YamlText.Comment(comment));
        text.Append('\n');
    }

    /// <summary>The shape of its first text, and how many rows have a value.</summary>
    private string Like(DraftColumn column)
    {
        var empty = draft.Sample.Rows - (column.Texts.Count > 0 ? column.Texts.Count : column.Sample.Values);
        var shape = column.Texts.Count > 0 && column.Content == ContentKind.Other ? $"like {ValueShape.Of(column.Texts[0])}"
            : column.Content == ContentKind.Other ? ""
            : Words[column.Content];
        var without = empty > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(shape.Length > 0 ? ", " : "")}empty in {Count(empty, "row")}") : "";
        return shape + without + (column.Type.Misfits > 0 ? $", {Count(column.Type.Misfits, "row")} of another form" : "");
    }

    private static string Rows(SourceSample sample) => sample.IsWhole ? "all " + Count(sample.Rows, "row") : "the first " + Count(sample.Rows, "row");

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
